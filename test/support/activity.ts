import { createHook, executionAsyncId } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';

/** A TCP connection inside this process, as far as its ends are known. */
interface Connection {
	client?: Socket;
	server?: Socket;
}

/** Requests of libuv that end by themselves: files, names, new connections. */
const shortRequests = /^(FSReq|CloseReq|GetAddrInfo|GetNameInfo|TCPConnect|Immediate$)/;
/** Work of the thread pool that the list of active resources leaves out: native modules like sharp, and cryptography. */
const nativeWork = 'generic';
const cryptography = /^(?!HTTP|UNDICI)\w+REQUEST$/;
/** Real timers that are this short belong to something that goes on, as in `fetch`, which first checks an idle connection. */
const shortTimerMs = 20;

interface RealTimer {
	_idleTimeout: number;
	_repeat: number | null;
}

interface CryptoJob {
	run(): unknown;
}

/** Node reports jobs that it does at once, in the main thread, like the others; but each of these has a pair of events. */
function unlessSynchronous(job: CryptoJob, end: () => void): void {
	const run = job.run.bind(job);
	job.run = () => {
		const result = run();
		if (Array.isArray(result)) end();
		return result;
	};
}

/** What its reader cannot take is not on its way: the reader has to do something first. */
function isFull(socket: Socket): boolean {
	const { incoming } = (socket as { parser?: { incoming?: Readable | null } | null }).parser ?? {};
	const reader = incoming ?? socket;
	return reader.readableLength >= reader.readableHighWaterMark;
}

/** Whether the kernel has something from one end that the other has not read yet: bytes, or the end of the connection. */
function isOnItsWay(from: Socket, to: Socket): boolean {
	if (to.destroyed || isFull(to)) return false;
	if (!from.destroyed && from.bytesWritten !== to.bytesRead) return true;
	return (from.destroyed || from.writableFinished) && !to.readableEnded;
}

/**
 * Watches what goes on in this process besides JavaScript that is running: bytes between two sockets of the process, files,
 * the thread pool, callbacks that are due. Timers, idle connections and servers that listen do not count.
 */
export function watchActivity() {
	const ports = new Set<number>();
	const clients = new Set<Socket>();
	const connections = new Map<string, Connection>();
	const pooled = new Map<number, string>();
	const timers = new Set<number>();
	const requests = new Map<object, number>();
	const sent = new Map<number, object>();
	let requestsSoFar = 0;
	let eventsSoFar = 0;

	const note = (key: string, end: Connection) => {
		// A key is used again only long after both ends of its connection are closed.
		const known = connections.get(key) ?? {};
		const isOver = known.client?.destroyed && known.server?.destroyed;
		connections.set(key, { ...(isOver ? {} : known), ...end });
	};

	const listeners: Record<string, (message: unknown) => void> = {
		'tracing:net.server.listen:asyncEnd'(message) {
			const address = (message as { server: Server }).server.address();
			if (address !== null && typeof address === 'object') ports.add(address.port);
		},
		'net.client.socket'(message) {
			const { socket: client } = message as { socket: Socket };
			clients.add(client);
			client.once('close', () => clients.delete(client));
			client.once('connect', () => {
				clients.delete(client);
				const { port } = client.address() as AddressInfo;
				if (ports.has(client.remotePort ?? -1)) note(`${port} ${client.remotePort}`, { client });
			});
		},
		'net.server.socket'(message) {
			const { socket: server } = message as { socket: Socket };
			note(`${server.remotePort} ${server.localPort}`, { server });
		},
		'http.client.request.created'(message) {
			const { request } = message as { request: ClientRequest };
			requests.set(request, ++requestsSoFar);
			request.once('close', () => requests.delete(request));
		},
		'undici:request:create'(message) {
			requests.set((message as { request: object }).request, ++requestsSoFar);
		},
		'undici:client:sendHeaders'(message) {
			const { request, socket } = message as { request: object; socket: Socket };
			sent.set(socket.localPort ?? -1, request);
		},
	};
	for (const [name, listener] of Object.entries(listeners)) subscribe(name, listener);

	const done = (id: number) => {
		pooled.delete(id);
		timers.delete(id);
	};
	const hook = createHook({
		init(id, type, _trigger, job) {
			if (type === 'Timeout') {
				const { _idleTimeout: ms, _repeat: again } = job as RealTimer;
				if (ms <= shortTimerMs && again === null) timers.add(id);
			}
			if (type === nativeWork) pooled.set(id, type);
			if (cryptography.test(type)) {
				pooled.set(id, type);
				unlessSynchronous(job as CryptoJob, () => pooled.delete(id));
			}
		},
		after: done,
		destroy: done,
		trackPromises: false,
	});
	hook.enable();

	function connectionAtWork(): string | undefined {
		for (const client of clients) if (client.connecting) return 'a connection is made';
		for (const [key, { client, server }] of connections) {
			if (!client || !server) {
				if (client?.destroyed || server?.destroyed) connections.delete(key);
				// A client of another process has no end here.
				else if (client) return `the connection ${key} is not accepted yet`;
				continue;
			}
			if (client.destroyed && server.destroyed) connections.delete(key);
			else if (isOnItsWay(client, server)) return `a request on the connection ${key}`;
			else if (isOnItsWay(server, client)) return `an answer on the connection ${key}`;
		}
		return undefined;
	}

	return {
		/** What goes on; undefined if nothing does, and nothing has happened since the last call. */
		current(): string | undefined {
			const { events } = performance.nodeTiming.uvMetricsInfo;
			const isNew = events !== eventsSoFar;
			eventsSoFar = events;
			if (isNew) return 'something has just happened';
			const request = process.getActiveResourcesInfo().find((name) => shortRequests.test(name));
			const [timer] = [...timers].filter((id) => id !== executionAsyncId());
			if (timer !== undefined) return 'a real timer that is short';
			if (request !== undefined) return request;
			const [work] = pooled.values();
			return work === undefined ? connectionAtWork() : `work in the thread pool: ${work}`;
		},
		/** Place of a request in the order in which the clients of this process have made theirs; the last for all others. */
		orderOf(clientPort: number | undefined): number {
			if (clientPort === undefined) return Infinity;
			let order = requests.get(sent.get(clientPort) ?? {}) ?? 0;
			for (const [request, n] of requests) {
				const { socket } = request as { socket?: Socket | null };
				if (socket?.localPort === clientPort) order = Math.max(order, n);
			}
			return order === 0 ? Infinity : order;
		},
		stop(): void {
			hook.disable();
			for (const [name, listener] of Object.entries(listeners)) unsubscribe(name, listener);
		},
	};
}

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Target {
	host: string;
	port: number;
}

/** A TCP proxy on 127.0.0.1. With several targets, each connection goes to the next one that accepts it. */
export interface TcpProxy {
	port: number;
	/** Ends all connections; nobody listens on the port any more. */
	cut(): Promise<void>;
	/** After `cut`: listens again on the same port. */
	restore(): Promise<void>;
	close(): Promise<void>;
}

export async function startTcpProxy(...targets: Target[]): Promise<TcpProxy> {
	const sockets = new Set<Socket>();
	let turn = 0;

	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
	};

	/** Connects to the first of the targets that accepts, in their order from this turn on. */
	function forward(client: Socket, order: Target[]): void {
		const [target, ...others] = order;
		if (!target) return void client.destroy();
		const upstream = connect(target);
		keep(upstream);
		upstream.once('connect', () => {
			client.pipe(upstream).pipe(client);
			upstream.once('close', () => client.destroy());
			client.once('close', () => upstream.destroy());
			upstream.removeAllListeners('error').on('error', () => client.destroy());
		});
		upstream.once('error', () => forward(client, others));
	}

	const server = createServer((client) => {
		keep(client);
		turn = (turn + 1) % targets.length;
		forward(client, [...targets.slice(turn), ...targets.slice(0, turn)]);
	});
	const listen = async (port: number) => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	};
	const cut = async () => {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	};

	await listen(0);
	const { port } = server.address() as AddressInfo;
	return { port, cut, restore: async () => await listen(port), close: cut };
}

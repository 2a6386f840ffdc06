import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { startKeys } from './accounts';
import { errorResponse, jsonResponse, type HttpResponse } from './httpResponse';
import { bodyLimit, parseBodies } from './body';
import type { TimeSource } from './clock';
import { control } from './control/control';
import type { JournalEntry } from './journal';
import { page } from './page/page';
import { ApiError } from './apiErrors';
import { missingResponse, unreadableResponse } from './proxy/answers';
import { isProxyUrl } from './proxy/endpoints';
import { proxyRoutes } from './proxy/routes/catalogue';
import { routes } from './routes/catalogue';
import type { Call, Route } from './routes/route';
import { serve } from './serve';
import type { Settings } from './settings';
import { World } from './world';

export interface EmulatorOptions extends Partial<Omit<Settings, 'durationSeconds'>> {
	/** The default is 0: any free port. */
	port?: number;
	/** Address to listen on; 127.0.0.1 by default. */
	host?: string;
	durationSeconds?: { min: number; max: number };
	/** Where the time comes from; the machine by default. */
	time?: TimeSource;
}

export interface Emulator {
	/** `http://127.0.0.1:PORT`. Everything uses this one port. */
	readonly url: string;
	/** This and the next two are the URLs for the credential. */
	readonly apiBaseUrl: string;
	readonly contentBaseUrl: string;
	readonly imageProxyBaseUrl: string;
	/** Each key is `sk-` and 48 letters and digits, the same at every start. */
	readonly keys: Readonly<typeof startKeys>;
	/** Closes open connections and cancels timers and webhooks. */
	stop(): Promise<void>;
}

/** Starts the emulator on a local port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const { port = 0, host = '127.0.0.1', time, ...settings } = options;
	const world = new World(settings, time);
	const server = fastify({
		bodyLimit,
		forceCloseConnections: true,
		routerOptions: {
			ignoreTrailingSlash: true,
			ignoreDuplicateSlashes: true,
			maxParamLength: 2000,
		},
		// The control API reports an invalid body. It does not correct it.
		ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allowUnionTypes: true } },
	});
	await server.register((scope) => service(scope, world));
	await server.register((scope) => control(scope, world), { prefix: '/_emulator' });
	await server.register((scope) => page(scope, world));
	await server.listen({ port, host });
	world.address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${portOf(server)}`;
	return {
		url: world.address,
		apiBaseUrl: world.address,
		contentBaseUrl: world.address,
		imageProxyBaseUrl: `${world.address}/wsrv`,
		keys: startKeys,
		async stop() {
			world.stop();
			await server.close();
		},
	};
}

function portOf(server: FastifyInstance): number {
	const address = server.server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return address.port;
}

/** The endpoints of the service. Each request is added to the log when it arrives. */
async function service(scope: FastifyInstance, world: World): Promise<void> {
	parseBodies(scope);
	const entries = new WeakMap<FastifyRequest, JournalEntry>();
	const addEntry = (request: FastifyRequest, route: string): JournalEntry => {
		const { method, url: path } = request;
		const time = world.clock.iso(world.clock.now());
		const entry = world.journal.addRequest({ time, route, method, path, status: null });
		entries.set(request, entry);
		return entry;
	};
	scope.addHook('onRequest', async ({ raw }) => await world.clock.turn(raw));
	scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
		const status = error.statusCode ?? 500;
		const apiError = error instanceof ApiError ? error : new ApiError(status, error.message);
		const response = isProxyUrl(request.url)
			? unreadableResponse(world, request.url, error.message)
			: errorResponse(apiError, world.variants);
		const sent = error instanceof ApiError ? response : { ...response, status };
		const entry = entries.get(request);
		Object.assign(entry ?? {}, { status: sent.status, statusCode: sent.statusCode });
		return reply.code(sent.status).headers(sent.headers).send(sent.body);
	});
	scope.setNotFoundHandler((request, reply) =>
		sendMissing(world, request, reply, addEntry(request, 'unknown')),
	);
	for (const route of [...routes, ...proxyRoutes]) addRoute(scope, world, route, addEntry, entries);
}

/** The response for an address that the service does not have. */
function sendMissing(
	world: World,
	request: FastifyRequest,
	reply: FastifyReply,
	entry: JournalEntry,
): FastifyReply {
	const { url } = request;
	const missing: HttpResponse = isProxyUrl(url)
		? missingResponse(world, url)
		: jsonResponse({ statusCode: 404, message: `No such endpoint: ${url}`, data: null }, 404);
	const { status, headers, body } = missing;
	entry.status = status;
	return reply.code(status).headers(headers).send(body);
}

function addRoute(
	scope: FastifyInstance,
	world: World,
	route: Route,
	addEntry: (request: FastifyRequest, route: string) => JournalEntry,
	entries: WeakMap<FastifyRequest, JournalEntry>,
): void {
	const isOffered = (request: FastifyRequest) =>
		route.isOffered?.(world, request.params as Call['params']) ?? true;
	for (const url of route.paths) {
		scope.route({
			method: route.method,
			url,
			onRequest: (request, reply, done) => {
				const isMissing = !isOffered(request);
				const entry = addEntry(request, isMissing ? 'unknown' : route.name);
				if (isMissing) sendMissing(world, request, reply, entry);
				else done();
			},
			handler: (request, reply) => {
				const entry = entries.get(request) ?? addEntry(request, route.name);
				return serve(world, route, request, reply, entry);
			},
		});
	}
}

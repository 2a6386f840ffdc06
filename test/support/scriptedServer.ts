import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Script = (request: IncomingMessage & { path: string }, response: ServerResponse) => unknown;

/** A server for the tests of a file that answers as the running test says. */
export function useScriptedServer() {
	let server: Server | undefined;
	let script: Script = (_, response) => response.writeHead(500).end();
	let paths: string[] = [];

	beforeAll(async () => {
		server = createServer((request, response) => {
			const path = (request.url ?? '').replace(/\?.*/, '');
			paths.push(path);
			request.resume();
			request.once('end', () => void script(Object.assign(request, { path }), response));
		});
		await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
	});

	beforeEach(() => {
		paths = [];
	});

	afterAll(() => {
		server?.closeAllConnections();
		server?.close();
	});

	return {
		get url() {
			return `http://127.0.0.1:${(server?.address() as AddressInfo).port}`;
		},
		/** Paths of the requests of this test so far. */
		requested: (part: string) => paths.filter((path) => path.includes(part)),
		answer(next: Script) {
			script = next;
		},
	};
}

/** Answers with JSON, or with text as it is. */
export function respondWith(response: ServerResponse, status: number, body: unknown): void {
	const isText = typeof body === 'string';
	response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
	response.end(isText ? body : JSON.stringify(body));
}

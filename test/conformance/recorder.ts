import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it was received. */
export interface RecordedRequest {
	path: string;
	contentType: string;
	body: string;
}

/** A server for the tests of a file. It records all requests and responds to each as if a task had been created. */
export function useRecorder() {
	const requests: RecordedRequest[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			const { url = '', headers } = request;
			requests.push({ path: url, contentType: headers['content-type'] ?? '', body });
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ statusCode: 200, message: 'Success', data: 4711 }));
		});
	});
	beforeAll(async () => {
		server.listen(0, '127.0.0.1');
		await new Promise((listening) => server.once('listening', listening));
	});
	beforeEach(() => void requests.splice(0));
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	return {
		/** Oldest first. */
		requests,
		url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
	};
}

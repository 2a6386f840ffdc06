import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadOptions, testCredential } from './editor';
import { sampleCredential, sampleNode } from './sampleNode';

const sample = { type: sampleNode, credentialTypes: [sampleCredential] };
let server: Server;
let url: string;

beforeAll(async () => {
	server = createServer((request, response) => {
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ path: request.url, key: request.headers.authorization }));
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

test('options are loaded with the parameters of the panel and the credential', async () => {
	const parameters = { url: `${url}/list` };
	const credentials = { sampleApi: { apiKey: 'sk-1' } };
	expect(await loadOptions('paths', { ...sample, parameters, credentials })).toEqual([
		{ name: 'Bearer sk-1', value: '/list' },
	]);
});

test('a credential is tested with the defaults of its fields', async () => {
	expect(await testCredential('sampleApi', { apiKey: 'sk-1' }, sample)).toEqual({
		status: 'OK',
		message: 'Key sk-1, mode FAST',
	});
	expect(await testCredential('sampleApi', {}, sample)).toMatchObject({ status: 'Error' });
});

test.each([
	['a list', () => loadOptions('nothing', sample)],
	['a credential test', () => testCredential('otherApi', {}, sample)],
])('%s that the node does not have is an error', async (_what, call) => {
	await expect(call()).rejects.toThrow('The node has no');
});

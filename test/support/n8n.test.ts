import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runNode, type RunOptions } from './n8n';
import { sampleCredential, sampleNode } from './sampleNode';

const picture = Buffer.alloc(100_000, 'picture');
let server: Server;
let url: string;
let failures = 0;

beforeAll(async () => {
	server = createServer((request, response) => {
		if (request.url === '/picture') {
			response.end(picture);
		} else if (request.url?.startsWith('/fail') && failures-- > 0) {
			response.writeHead(503).end('{}');
		} else {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ path: request.url, key: request.headers.authorization }));
		}
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

beforeEach(() => {
	failures = Infinity;
});

const run = (options: Omit<RunOptions, 'type'>) =>
	runNode({
		type: sampleNode,
		credentialTypes: [sampleCredential],
		credentials: { sampleApi: { apiKey: 'sk-1' } },
		...options,
	});

const itemsFor = (...paths: string[]) => paths.map((path) => ({ json: { path } }));
const urlOfItem = () => `=${url}{{ $json.path }}`;

test('items are processed one by one, with expressions, paired with their input', async () => {
	const { status, items } = await run({
		parameters: { url: urlOfItem() },
		items: itemsFor('/a', '/b'),
	}).finished;
	expect(status).toBe('success');
	expect(items).toMatchObject([
		{ json: { path: '/a', mode: 'FAST' }, pairedItem: { item: 0 } },
		{ json: { path: '/b', mode: 'FAST' }, pairedItem: { item: 1 } },
	]);
});

test('the credential is applied to requests, expressions in it included', async () => {
	const { items } = await run({
		parameters: { url },
		items: [{ json: { secret: 'two' } }],
		credentials: { sampleApi: { apiKey: '=sk-{{ $json.secret }}' } },
	}).finished;
	expect(items[0]?.json.key).toBe('Bearer sk-two');
});

test('a node without its credential fails as in n8n', async () => {
	const { status, error } = await run({ parameters: { url }, credentials: {} }).finished;
	expect(status).toBe('error');
	expect(error?.message).toBe('Node does not have any credentials set for "sampleApi"');
});

test('an empty required field keeps the execution from starting', async () => {
	await expect(run({ parameters: {} }).finished).rejects.toThrow('Parameter "URL" is required');
});

test.each([
	['filesystem', /^filesystem-v2:/],
	['memory', undefined],
] as const)('binary data is stored in %s and can be read back', async (binaryMode, id) => {
	const { items, binary } = await run({
		parameters: { url: `${url}/picture`, download: true },
		binaryMode,
	}).finished;
	const [item] = items;
	expect(item?.binary?.data).toMatchObject({ fileName: 'picture.png', mimeType: 'image/png' });
	if (id) expect(item?.binary?.data?.id).toMatch(id);
	else expect(item?.binary?.data?.id).toBeUndefined();
	expect((await binary(item!)).equals(picture)).toBe(true);
});

test('a failing item ends the execution, with its index and the HTTP status', async () => {
	const { status, error, items } = await run({
		parameters: { url: urlOfItem() },
		items: itemsFor('/a', '/fail'),
	}).finished;
	expect(status).toBe('error');
	expect(error).toMatchObject({ httpCode: '503', context: { itemIndex: 1 } });
	expect(items).toEqual([]);
});

test('with Continue On Fail the other items are returned', async () => {
	const { status, items } = await run({
		parameters: { url: urlOfItem() },
		items: itemsFor('/fail', '/b'),
		onError: 'continueRegularOutput',
	}).finished;
	expect(status).toBe('success');
	expect(items.map((item) => item.json)).toMatchObject([
		{ error: expect.any(String) },
		{ path: '/b' },
	]);
});

test('with an error output failed items go there', async () => {
	const { outputs } = await run({
		parameters: { url: urlOfItem() },
		items: itemsFor('/fail', '/b'),
		onError: 'continueErrorOutput',
	}).finished;
	expect(outputs.map((items) => items.map((item) => item.json.path))).toEqual([['/b'], ['/fail']]);
});

test("n8n's Retry On Fail runs the node again", async () => {
	failures = 1;
	const { status, logs } = await run({
		parameters: { url: `${url}/fail` },
		retryOnFail: { maxTries: 2, waitBetweenTries: 1 },
	}).finished;
	expect(status).toBe('success');
	expect(logs.filter(({ message }) => message === 'Requesting')).toHaveLength(2);
});

test('cancelling ends a wait in the middle', async () => {
	const running = run({ parameters: { url, pauseMs: 600_000 } });
	while (!running.logs.some(({ message }) => message === 'Requesting')) {
		await new Promise(setImmediate);
	}
	running.cancel();
	expect((await running.finished).status).toBe('canceled');
});

test('cancelling before the start is not lost', async () => {
	const running = run({ parameters: { url, pauseMs: 600_000 } });
	running.cancel();
	expect((await running.finished).status).toBe('canceled');
});

test("the workflow's time limit cancels the execution", async () => {
	const { status } = await run({ parameters: { url, pauseMs: 600_000 }, timeoutMs: 30 }).finished;
	expect(status).toBe('canceled');
});

test('hints and log lines are captured, separately for runs side by side', async () => {
	const runs = [
		run({ parameters: { url } }),
		run({ parameters: { url }, items: itemsFor('', '') }),
	];
	const [one, two] = await Promise.all(runs.map(async ({ finished }) => await finished));
	const requestLines = (logs = one!.logs) => logs.filter(({ message }) => message === 'Requesting');
	expect(one!.hints).toMatchObject([{ message: 'All items are done' }]);
	expect(requestLines(one!.logs)).toMatchObject([{ level: 'info', meta: { index: 0 } }]);
	expect(requestLines(two!.logs)).toHaveLength(2);
});

import type { ServerResponse } from 'node:http';
import { sleep } from 'n8n-workflow';
import { only, useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { plainPicture } from '../support/pictures';
import { respondWith, useScriptedServer } from '../support/scriptedServer';

const { emulator, run } = useMidjourney({ tileSize: 64 });
const others = otherClient(emulator);
const server = useScriptedServer();
const elsewhere = () => ({ credentials: emulator.credentials({ baseUrl: server.url }) });

/** Sends a byte every `ms`, for ever. */
async function trickle(response: ServerResponse, ms: number, start: string | Buffer) {
	response.writeHead(200, { 'content-type': 'application/json' }).write(start);
	while (!response.destroyed) {
		await sleep(ms);
		response.write(' ');
	}
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
	const began = Date.now();
	await work();
	return (Date.now() - began) / 1000;
}

test('a response that trickles ends the request after two minutes', async () => {
	server.answer(async (_, response) => await trickle(response, 10_000, '{'));
	const seconds = await secondsOf(async () => {
		const { error } = await run('task.get', { taskId: 1 }, elsewhere());
		expect(error?.message).toBe(
			'The connection to OhMyGPT broke before the response came: not complete after 120 s (task 1)',
		);
	});
	expect(seconds).toBeGreaterThan(119);
	expect(seconds).toBeLessThan(122);
});

test('a connection that hangs ends after two minutes at most', async () => {
	server.answer(() => undefined);
	const seconds = await secondsOf(async () => {
		const { error } = await run('task.get', { taskId: 1 }, elsewhere());
		expect(error?.message).toMatch(/^The connection to OhMyGPT broke before the response came: /);
	});
	expect(seconds).toBeLessThan(122);
});

test('a slow response within the limits is awaited', async () => {
	server.answer(async (_, response) => {
		await sleep(90_000);
		respondWith(response, 200, { statusCode: 200, data: { taskId: 1, status: 'SUCCESS' } });
	});
	expect(only(await run('task.get', { taskId: 1 }, elsewhere())).json).toMatchObject({
		taskId: '1',
	});
});

describe('an image', () => {
	const at = (imageUrl: string) => ({ imageFrom: 'url', imageUrl });
	const fromServer = () => ({
		credentials: emulator.credentials({ contentBaseUrl: server.url }),
	});
	const picture = async () => {
		const { imageS3Url } = await others.createGrid();
		const response = await fetch(
			`${emulator.url}/api/v1/content/mj-generated/${String(imageS3Url)}`,
		);
		return Buffer.from(await response.arrayBuffer());
	};
	const download = async () =>
		await run('image.download', at(`${server.url}/kite.png`), fromServer());

	test('that stops coming is given up after two minutes, and loaded again', async () => {
		const bytes = await picture();
		let requests = 0;
		server.answer((_, response) => {
			requests++;
			if (requests > 1) response.end(bytes);
			else response.writeHead(200).write(bytes.subarray(0, 100));
		});
		const seconds = await secondsOf(async () => only(await download()));
		expect(requests).toBe(2);
		expect(seconds).toBeGreaterThan(119);
		expect(seconds).toBeLessThan(130);
	});

	test('that trickles is given up after two and a half minutes', async () => {
		const bytes = await picture();
		server.answer(async (_, response) => await trickle(response, 20_000, bytes.subarray(0, 100)));
		const { error } = await download();
		expect(error?.message).toContain('not complete after 150 s');
	});

	test.each([1, 2, 10, 100])(
		'that comes in pieces of %d bytes is read all the same',
		async (size) => {
			const bytes = (await picture()).subarray();
			server.answer(async (_, response) => {
				response.writeHead(200);
				for (let i = 0; i < Math.min(100, bytes.length); i += size) {
					response.write(bytes.subarray(i, Math.min(100, i + size)));
					await sleep(10);
				}
				response.end(bytes.subarray(100));
			});
			expect(only(await download()).binary?.data?.mimeType).toBe('image/png');
		},
	);

	test.each([
		['in the middle', 0.5],
		['right before its end', 0.999],
	])('that breaks off %s without an error is loaded again', async (_, part) => {
		const bytes = await picture();
		let requests = 0;
		server.answer((_request, response) => {
			requests++;
			response.writeHead(200, { connection: 'close' });
			response.end(requests > 1 ? bytes : bytes.subarray(0, Math.floor(bytes.length * part)));
		});
		const item = only(await download());
		expect(item.binary?.data?.mimeType).toBe('image/png');
		expect(requests).toBe(2);
	});

	test.each(['png', 'jpeg', 'webp'] as const)(
		'of type %s whose connection closes early, without a length, is no success',
		async (format) => {
			const bytes = await plainPicture('red', format, 256);
			server.answer((_, response) => {
				response.writeHead(200, { connection: 'close' });
				response.write(bytes.subarray(0, bytes.length - 10));
				response.end();
			});
			const { error, items } = await download();
			expect(items).toEqual([]);
			expect(error?.message).toContain('the image breaks off before its end');
			server.answer((_, response) => response.end(bytes));
			expect(only(await download()).binary?.data?.mimeType).toBe(`image/${format}`);
		},
	);

	test('that always breaks off is an error that says so', async () => {
		const bytes = await picture();
		server.answer((_, response) => response.end(bytes.subarray(0, 200)));
		const { error } = await download();
		expect(error?.message).toContain('the image breaks off before its end');
		expect(server.requested('kite.png')).toHaveLength(3);
	});
});

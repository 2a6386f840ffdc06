import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { Agent, request } from 'undici';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';
import { until } from '../support/until';

/** The fifteen fields of a task, with the types that the tests need. */
export interface WireTask {
	taskId: number | string;
	taskType: string;
	status: string;
	action: string;
	progress: string | null;
	description: string;
	prompt: string;
	failReason: string | null;
	submitTime: string;
	startTime: string | null;
	finishTime: string | null;
	webhookUrl: string | null;
	imageDcUrl: string;
	imageS3Url: string | null;
	actions: Array<{ customId: string; emoji: string; label: string }>;
}

export interface Envelope<Data = unknown> {
	statusCode: number;
	message: string;
	data: Data;
	errorType?: string;
}

export interface RawResponse {
	status: number;
	headers: Record<string, unknown>;
	bytes: Buffer;
}

const draw = '/api/v1/ai/draw/mj/';

/** An emulator for the tests of a file, reset before each test, and a simple HTTP client. */
export function useService(options: EmulatorOptions = {}) {
	let emulator!: Emulator;
	const agent = new Agent();

	beforeAll(async () => {
		const quick = { speed: 500, tileSize: 64, durationSeconds: { min: 10, max: 20 } };
		emulator = await startEmulator({ ...quick, ...options });
	});
	beforeEach(() => control('POST', 'reset'));
	afterAll(async () => {
		await emulator.stop();
		await agent.destroy();
	});

	async function send(
		method: 'GET' | 'POST' | 'PUT' | 'DELETE',
		url: string,
		init: { headers?: Record<string, string>; body?: string | Buffer } = {},
	): Promise<RawResponse> {
		const absolute = url.startsWith('http') ? url : emulator.url + url;
		const response = await request(absolute, { method, dispatcher: agent, ...init });
		return {
			status: response.statusCode,
			headers: response.headers,
			bytes: Buffer.from(await response.body.arrayBuffer()),
		};
	}

	/** A POST with a JSON body and, by default, the user's key. Returns the parsed response. */
	async function post<Data = unknown>(
		path: string,
		body: object,
		key = emulator.keys.user,
	): Promise<Envelope<Data>> {
		const { bytes } = await postRaw(path, body, key);
		return JSON.parse(bytes.toString()) as Envelope<Data>;
	}

	async function postRaw(
		path: string,
		body: object,
		key = emulator.keys.user,
	): Promise<RawResponse> {
		return await send('POST', path, {
			headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	}

	async function control<Result>(
		method: 'GET' | 'POST' | 'PUT' | 'DELETE',
		path: string,
		body?: object,
	): Promise<Result> {
		const { status, bytes } = await send(method, `/_emulator/${path}`, {
			headers: { 'content-type': 'application/json' },
			body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
		});
		const result = JSON.parse(bytes.toString()) as Result & { error?: string };
		if (status !== 200) throw new Error(result.error);
		return result;
	}

	/** A request to a Midjourney endpoint. */
	const mj = <Data = unknown>(route: string, body: object, key?: string) =>
		post<Data>(draw + route, { model: 'midjourney', type: 'FAST', ...body }, key);

	async function get(taskId: unknown): Promise<WireTask> {
		return (await mj<WireTask>('query', { taskId: String(taskId) })).data;
	}

	/** Creates a task and returns its id. Throws if the creation is rejected. */
	async function create(route: string, body: object): Promise<number> {
		const { statusCode, message, data } = await mj<number>(route, body);
		if (statusCode !== 200) throw new Error(message);
		return data;
	}

	const finished = (taskId: unknown): Promise<WireTask> =>
		until(`end of task ${String(taskId)}`, async () => {
			const task = await get(taskId);
			return task.finishTime ? task : undefined;
		});

	return {
		get emulator() {
			return emulator;
		},
		send,
		post,
		postRaw,
		control,
		mj,
		get,
		create,
		finished,
		/** Creates a task and waits until it has ended. */
		run: async (route: string, body: object) => await finished(await create(route, body)),
		/** Presses the button with the label or emoji and waits until the new task has ended. */
		press: async (source: WireTask, label: string, extra: object = {}): Promise<WireTask> => {
			const button = source.actions.find((each) => (each.label || each.emoji) === label);
			if (!button) throw new Error(`No button ${label}`);
			const { taskId, taskType: type } = source;
			const { customId } = button;
			return await finished(
				await create('action', { taskId: String(taskId), type, customId, ...extra }),
			);
		},
		/** The pixels of the picture at a URL. */
		pixels: async (url: string): Promise<Pixels> => {
			const { status, bytes } = await send('GET', url);
			if (status !== 200) throw new Error(`${url} returned ${status}`);
			return await decode(bytes);
		},
	};
}

export interface Pixels {
	data: Buffer;
	width: number;
	height: number;
}

/** Decodes a picture file to three bytes per pixel. */
export async function decode(bytes: Buffer): Promise<Pixels> {
	const { data, info } = await sharp(bytes)
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

/** A rectangle of a picture. */
export async function crop(
	{ data, width, height }: Pixels,
	left: number,
	top: number,
	w: number,
	h: number,
): Promise<Pixels> {
	const cropped = sharp(data, { raw: { width, height, channels: 3 } }).extract({
		left,
		top,
		width: w,
		height: h,
	});
	return { data: await cropped.raw().toBuffer(), width: w, height: h };
}

/** A picture of one colour as a data URL. */
export async function dataUrl(background: string, width = 60, height = 40): Promise<string> {
	const file = await sharp({ create: { width, height, channels: 3, background } })
		.png()
		.toBuffer();
	return `data:image/png;base64,${file.toString('base64')}`;
}

/** A receiver of webhooks. `statusFor` returns the HTTP status of the response. */
export async function webhookReceiver(
	statusFor: (body: Record<string, unknown>, n: number) => number = () => 200,
) {
	const bodies: Array<Record<string, unknown>> = [];
	const contentTypes: Array<string | undefined> = [];
	const server = createServer((message, reply) => {
		let text = '';
		message.on('data', (chunk: Buffer) => (text += chunk.toString()));
		message.on('end', () => {
			const body = JSON.parse(text) as Record<string, unknown>;
			bodies.push(body);
			contentTypes.push(message.headers['content-type']);
			reply.writeHead(statusFor(body, bodies.length)).end();
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?secret=1`,
		bodies,
		contentTypes,
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
}

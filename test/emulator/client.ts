import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { Agent, request } from 'undici';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';
import { until } from '../support/until';

/** The fifteen fields of a task, as far as the tests look at them. */
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

export interface Sent {
	status: number;
	headers: Record<string, unknown>;
	bytes: Buffer;
}

const draw = '/api/v1/ai/draw/mj/';

/** A fresh emulator state for each test of a file, and an HTTP client of the plainest sort. */
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
	): Promise<Sent> {
		const absolute = url.startsWith('http') ? url : emulator.url + url;
		const answer = await request(absolute, { method, dispatcher: agent, ...init });
		return {
			status: answer.statusCode,
			headers: answer.headers,
			bytes: Buffer.from(await answer.body.arrayBuffer()),
		};
	}

	/** A POST with a JSON body and the user's key; the answer as JSON. */
	async function post<Data = unknown>(
		path: string,
		body: object,
		key = emulator.keys.user,
	): Promise<Envelope<Data>> {
		const { bytes } = await postRaw(path, body, key);
		return JSON.parse(bytes.toString()) as Envelope<Data>;
	}

	async function postRaw(path: string, body: object, key = emulator.keys.user): Promise<Sent> {
		return await send('POST', path, {
			headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	}

	async function control<Answer>(
		method: 'GET' | 'POST' | 'PUT' | 'DELETE',
		path: string,
		body?: object,
	): Promise<Answer> {
		const { status, bytes } = await send(method, `/_emulator/${path}`, {
			headers: { 'content-type': 'application/json' },
			body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
		});
		const answer = JSON.parse(bytes.toString()) as Answer & { error?: string };
		if (status !== 200) throw new Error(answer.error);
		return answer;
	}

	/** A call to a Midjourney endpoint. */
	const mj = <Data = unknown>(route: string, body: object, key?: string) =>
		post<Data>(draw + route, { model: 'midjourney', type: 'FAST', ...body }, key);

	async function get(taskId: unknown): Promise<WireTask> {
		return (await mj<WireTask>('query', { taskId: String(taskId) })).data;
	}

	/** Creates a task and gives its id; fails when it is refused. */
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
		/** Creates a task and waits for its end. */
		run: async (route: string, body: object) => await finished(await create(route, body)),
		/** Presses the button with that label or emoji and waits for the new task. */
		press: async (source: WireTask, label: string, extra: object = {}): Promise<WireTask> => {
			const button = source.actions.find((each) => (each.label || each.emoji) === label);
			if (!button) throw new Error(`No button ${label}`);
			const { taskId, taskType: type } = source;
			const { customId } = button;
			return await finished(
				await create('action', { taskId: String(taskId), type, customId, ...extra }),
			);
		},
		/** Pixels of the picture at an address. */
		pixels: async (url: string): Promise<Pixels> => {
			const { status, bytes } = await send('GET', url);
			if (status !== 200) throw new Error(`${url} answered ${status}`);
			return await decode(bytes);
		},
	};
}

export interface Pixels {
	data: Buffer;
	width: number;
	height: number;
}

/** A picture file as three bytes per pixel. */
export async function decode(bytes: Buffer): Promise<Pixels> {
	const { data, info } = await sharp(bytes)
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

/** A rectangle of a picture. */
export async function cut(
	{ data, width, height }: Pixels,
	left: number,
	top: number,
	w: number,
	h: number,
): Promise<Pixels> {
	const cutOut = sharp(data, { raw: { width, height, channels: 3 } }).extract({
		left,
		top,
		width: w,
		height: h,
	});
	return { data: await cutOut.raw().toBuffer(), width: w, height: h };
}

/** A plain picture as a data URL. */
export async function dataUrl(background: string, width = 60, height = 40): Promise<string> {
	const file = await sharp({ create: { width, height, channels: 3, background } })
		.png()
		.toBuffer();
	return `data:image/png;base64,${file.toString('base64')}`;
}

/** A receiver of webhooks that answers as it is told. */
export async function webhookReceiver(
	answer: (body: Record<string, unknown>, n: number) => number = () => 200,
) {
	const bodies: Array<Record<string, unknown>> = [];
	const server = createServer((message, reply) => {
		let text = '';
		message.on('data', (piece: Buffer) => (text += piece.toString()));
		message.on('end', () => {
			const body = JSON.parse(text) as Record<string, unknown>;
			bodies.push(body);
			reply.writeHead(answer(body, bodies.length)).end();
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?secret=1`,
		bodies,
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
}

import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import type { useEmulator } from './emulator';

/** A task as the service returns it: the fields that the tests read. */
export interface WireTask {
	taskId: number;
	taskType: string;
	status: string;
	prompt: string;
	imageDcUrl: string;
	imageS3Url: string;
	actions: Array<{ customId: string; emoji: string; label: string }>;
}

interface Envelope<Data> {
	statusCode: number;
	message: string;
	data: Data;
}

type Call = 'imagine' | 'blend' | 'describe' | 'action' | 'query';

/** Another client of the same account. It creates tasks in the emulator without the node under test. */
export function otherClient(emulator: ReturnType<typeof useEmulator>) {
	async function request<Data>(path: string, body: string | FormData): Promise<Data> {
		const headers: Record<string, string> = { authorization: `Bearer ${emulator.keys.user}` };
		if (typeof body === 'string') headers['content-type'] = 'application/json';
		const response = await fetch(emulator.url + path, { method: 'POST', headers, body });
		const { statusCode, message, data } = (await response.json()) as Envelope<Data>;
		if (statusCode !== 200) throw new Error(message);
		return data;
	}

	const send = <Data>(call: Call, body: object) =>
		request<Data>(endpoints[call], JSON.stringify({ model: 'midjourney', type: 'FAST', ...body }));

	const create = (call: Call, body: object) => send<number>(call, body);

	/** Ends a task now, unless it has ended by itself on a slow machine. */
	const finish = async (taskId: number, end?: { failReason: string }) =>
		await emulator.finish(taskId, end).catch(() => undefined);

	/** Creates a task and ends it at once. */
	async function createFinished(call: Call, body: object): Promise<WireTask> {
		const taskId = await create(call, body);
		await finish(taskId);
		return await get(taskId);
	}

	const get = (taskId: number) => send<WireTask>('query', { taskId });

	return {
		create,
		get,
		createFinished,
		/** A finished grid. */
		createGrid: (prompt = 'a red kite', body: object = {}) =>
			createFinished('imagine', { prompt, ...body }),
		/** A task that Midjourney has ended without a result. */
		async createFailed(failReason: string): Promise<number> {
			await emulator.fault('imagine', 'task-fails', { failReason });
			const taskId = await create('imagine', { prompt: 'a red kite' });
			await finish(taskId, { failReason });
			return taskId;
		},
		/** Uploads a file to the Files service. Returns its public URL. */
		async upload(file: Buffer, filename = 'file.png'): Promise<string> {
			const form = new FormData();
			form.set('file', new Blob([new Uint8Array(file)]), filename);
			const fields = { filename, purpose: '3', is_public: 'true' };
			for (const [name, value] of Object.entries(fields)) form.set(name, value);
			const { fileUniqueID } = await request<{ fileUniqueID: string }>(endpoints.fileUpload, form);
			return `${emulator.url}${endpoints.publicFile}${fileUniqueID}`;
		},
		/** Presses a button of a task and ends the new task at once. */
		async press(source: WireTask, label: string): Promise<WireTask> {
			const button = source.actions.find((each) => (each.label || each.emoji) === label);
			if (!button) throw new Error(`No button ${label}`);
			const { taskId, taskType: type } = source;
			return await createFinished('action', { taskId, type, customId: button.customId });
		},
	};
}

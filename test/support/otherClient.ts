import { endpoints } from '../../nodes/Midjourney/facts/endpoints';
import type { useEmulator } from './emulator';

/** A task as the service writes it, as far as the tests look at it. */
export interface WireTask {
	taskId: number;
	taskType: string;
	status: string;
	prompt: string;
	imageDcUrl: string;
	imageS3Url: string;
	actions: Array<{ customId: string; emoji: string; label: string }>;
}

type Call = 'imagine' | 'blend' | 'describe' | 'action' | 'query';

/** Another client of the same account: puts tasks into the emulator without the node under test. */
export function otherClient(emulator: ReturnType<typeof useEmulator>) {
	async function send<Data>(call: Call, body: object): Promise<Data> {
		const response = await fetch(`${emulator.url}${endpoints[call]}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${emulator.keys.user}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ model: 'midjourney', type: 'FAST', ...body }),
		});
		const { statusCode, message, data } = (await response.json()) as {
			statusCode: number;
			message: string;
			data: Data;
		};
		if (statusCode !== 200) throw new Error(message);
		return data;
	}

	const create = (call: Call, body: object) => send<number>(call, body);

	/** Creates a task and ends it at once. */
	async function finished(call: Call, body: object): Promise<WireTask> {
		const taskId = await create(call, body);
		await emulator.finish(taskId);
		return await get(taskId);
	}

	const get = (taskId: number) => send<WireTask>('query', { taskId });

	return {
		create,
		get,
		finished,
		/** A finished grid. */
		grid: (prompt = 'a red kite', body: object = {}) => finished('imagine', { prompt, ...body }),
		/** Presses a button of a task and ends the new task at once. */
		async press(source: WireTask, label: string): Promise<WireTask> {
			const button = source.actions.find((each) => (each.label || each.emoji) === label);
			if (!button) throw new Error(`No button ${label}`);
			const { taskId, taskType: type } = source;
			return await finished('action', { taskId, type, customId: button.customId });
		},
	};
}

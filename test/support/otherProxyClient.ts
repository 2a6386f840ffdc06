import { endpoints } from '../../nodes/Midjourney/service/mjproxy/facts/wire';
import type { useEmulator } from './emulator';
import type { WireTask } from './otherClient';

interface ProxyTask {
	id: string;
	status: string;
	prompt: string;
	imageUrl: string;
	buttons?: WireTask['actions'] | null;
}

type Call = 'imagine' | 'blend' | 'describe' | 'action' | 'query';

/** Another client of the same server, over the second wire. Like `otherClient`, as far as tests of both wires need it. */
export function otherProxyClient(emulator: ReturnType<typeof useEmulator>) {
	async function request<Data>(method: 'GET' | 'POST', path: string, body?: object): Promise<Data> {
		const response = await fetch(`${emulator.url}/mj${path}`, {
			method,
			headers: { 'mj-api-secret': emulator.keys.user, 'content-type': 'application/json' },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(text);
		return JSON.parse(text) as Data;
	}

	async function create(call: Call, body: object): Promise<number> {
		if (call === 'query') throw new Error('A query creates nothing');
		const path = endpoints[call];
		const { code, result, description } = await request<{
			code: number;
			result: string;
			description: string;
		}>('POST', path, body);
		if (code !== 1 && code !== 22) throw new Error(description);
		return Number(result);
	}

	async function get(taskId: number): Promise<WireTask> {
		const [before, after] = endpoints.fetch;
		const task = await request<ProxyTask>('GET', `${before}${taskId}${after}`);
		const { imageUrl, buttons } = task;
		return {
			...task,
			taskId,
			taskType: '',
			imageDcUrl: imageUrl,
			imageS3Url: imageUrl,
			actions: buttons ?? [],
		};
	}

	/** A finished grid. A gateway shows it some seconds after its end. */
	async function createGrid(prompt = 'a red kite'): Promise<WireTask> {
		const taskId = await create('imagine', { prompt });
		await emulator.finish(taskId).catch(() => undefined);
		for (;;) {
			const task = await get(taskId);
			if (task.status === 'SUCCESS') return task;
			await new Promise((resolve) => setTimeout(resolve, 1_000));
		}
	}

	return { create, createGrid, get };
}

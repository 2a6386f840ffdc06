import type { EmulatorOptions } from '../../emulator/server';
import type { ProxyVariant } from '../../emulator/proxy/variant';
import { until } from '../support/until';
import { useService } from './client';

/** A task of the second wire, with the fields that the tests need. */
export interface ProxyWireTask {
	id: string;
	action: string;
	status: string;
	progress: string | null;
	prompt: string;
	promptEn: string;
	description: string;
	state: string | null;
	submitTime: number;
	startTime: number | null;
	finishTime: number | null;
	imageUrl: string;
	failReason: string | null;
	properties: Record<string, string | null> | null;
	buttons?: Array<{ customId: string; emoji: string; label: string; type: number; style: number }>;
	mode?: string;
	imageUrls?: Array<{ url: string; thumbnail: string }>;
	videoUrl?: string;
	videoUrls?: Array<{ url: string }>;
	seed?: string;
}

export interface SubmitBody {
	code: number;
	description: string;
	result: string;
	properties: Record<string, unknown>;
}

export interface ProxyResponse<Body = unknown> {
	status: number;
	text: string;
	/** undefined if the text is no JSON. */
	body: Body;
}

/** What the control API knows about a task. */
export interface InsideTask {
	status: string;
	cost: number;
	pool: string;
	prompt: string;
	proxy: { mode: string | null; maskWhite?: number };
}

/** An emulator for the tests of a file, and a client of the second wire. Each test begins with the variant `plus`. */
export function useProxy(options: EmulatorOptions = {}) {
	const service = useService(options);
	const { control, send } = service;

	async function call<Body = unknown>(
		method: 'GET' | 'POST',
		path: string,
		body?: object,
		headers: Record<string, string> = { 'mj-api-secret': service.emulator.keys.user },
	): Promise<ProxyResponse<Body>> {
		const { status, bytes } = await send(method, path, {
			headers: { 'content-type': 'application/json', ...headers },
			body: body && JSON.stringify(body),
		});
		const text = bytes.toString();
		return { status, text, body: parse(text) as Body };
	}

	/** A creation, whatever its answer. */
	const submit = (path: string, body: object) =>
		call<SubmitBody>('POST', `/mj/submit/${path}`, body);

	/** Creates a task and returns its id. Throws if the creation is refused. */
	async function create(path: string, body: object): Promise<string> {
		const { body: answer, text } = await submit(path, body);
		if (![1, 21, 22].includes(answer?.code)) throw new Error(text);
		return String(answer.result);
	}

	const fetchTask = async (id: string) =>
		(await call<ProxyWireTask>('GET', `/mj/task/${id}/fetch`)).body;

	const ended = (id: string): Promise<ProxyWireTask> =>
		until(`end of task ${id}`, async () => {
			const task = await fetchTask(id);
			return ['SUCCESS', 'FAILURE', 'CANCEL'].includes(task?.status) && task;
		});

	const labelled = (task: ProxyWireTask, label: string): string => {
		const button = task.buttons?.find((each) => (each.label || each.emoji) === label);
		if (!button) throw new Error(`No button ${label}`);
		return button.customId;
	};

	return {
		...service,
		get emulator() {
			return service.emulator;
		},
		call,
		submit,
		create,
		fetchTask,
		ended,
		labelled,
		variant: (proxyVariant: ProxyVariant) => control('PUT', 'settings', { proxyVariant }),
		settings: (change: object) => control('PUT', 'settings', change),
		arm: (route: string, fault: string, more: object = {}) =>
			control('POST', 'faults', { route, fault, ...more }),
		finish: (id: string, body: object = {}) => control('POST', `tasks/${id}/finish`, body),
		inside: (id: string) => control<InsideTask>('GET', `tasks/${id}`),
		/** Creates a task and waits for its end. */
		made: async (path: string, body: object) => await ended(await create(path, body)),
		/** A finished grid. */
		grid: async (prompt = 'a red kite') => await ended(await create('imagine', { prompt })),
		/** Presses the button with this label or emoji, and returns the answer. */
		press: async (task: ProxyWireTask, label: string, more: object = {}) =>
			(await submit('action', { taskId: task.id, customId: labelled(task, label), ...more })).body,
		/** Requests to addresses that the variant does not have. */
		unexpected: async () => (await control<{ unexpected: number }>('GET', 'stats')).unexpected,
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

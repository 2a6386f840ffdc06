import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { request } from 'undici';

import type { Delivery } from '../../emulator/callbacks';
import type { Fault, FaultKind } from '../../emulator/faults';
import type { JournalEntry } from '../../emulator/journal';
import { startEmulator, type Emulator } from '../../emulator/server';
import { emulatorCredential } from '../../sandbox/emulatorService';
import { readExamples, withCredential } from '../../sandbox/examples';
import { endOf, startRun, storeWorkflow, type StoredWorkflow } from '../../sandbox/executions';
import type { N8n } from '../../sandbox/n8n';
import type { Execution } from '../../sandbox/rest';
import { waitFor } from '../../sandbox/waiting';
import type { Workflow } from '../../sandbox/workflow';
import type { Stats, TaskInside } from '../support/emulator';
import { openEditor, type Editor } from './editor';

const collator = new Intl.Collator('en', { numeric: true });

/** Long enough for every wait except a time limit, on a busy machine. */
export const liveTimeoutMs = 60_000;

/** An execution that was started, and its stored workflow. */
export interface Run {
	id: string;
	stored: StoredWorkflow;
}

/**
 * The emulator for a real n8n. Its tasks end when the test says so. It is not reset between tests: executions
 * of several tests are suspended at the same time.
 */
export function useLive(n8n: () => Pick<N8n, 'url' | 'owner' | 'rest'>) {
	let emulator: Emulator;
	let editor: Editor;
	let credential: { apiKey: string; webhookSecret: string };

	beforeAll(async () => {
		emulator = await startEmulator({
			tileSize: 64,
			progressCallbacks: 0,
			callbackTimeoutMs: liveTimeoutMs,
			durationSeconds: { min: 3_600, max: 3_600 },
		});
		await control('PUT', 'account', { membership: 'premium', balance: 100_000_000 });
		editor = await openEditor(n8n());
		credential = { ...emulatorCredential(emulator) };
	});
	afterAll(async () => await emulator.stop());

	async function control<Answer>(
		method: 'DELETE' | 'GET' | 'POST' | 'PUT',
		path: string,
		body?: object,
	): Promise<Answer> {
		const response = await request(`${emulator.url}/_emulator/${path}`, {
			method,
			...(body && {
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		const text = await response.body.text();
		if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${text}`);
		return JSON.parse(text) as Answer;
	}

	/** Stores a workflow with the emulator's credential in its nodes. */
	async function store(workflow: Workflow, changes: IDataObject = {}): Promise<StoredWorkflow> {
		const data = { ...credential, membership: 'premium', ...changes };
		const { rest } = n8n();
		const stored = await rest.createCredential({ name: 'OhMyGPT', type: 'ohMyGptApi', data });
		return await storeWorkflow(rest, withCredential(workflow, stored, emulator.apiBaseUrl));
	}

	async function start(workflow: Workflow, changes?: IDataObject): Promise<Run> {
		const stored = await store(workflow, changes);
		return { id: await startRun(n8n().rest, stored), stored };
	}

	/** Waits until an execution is suspended. Throws if it ends instead. */
	async function waitUntilSuspended({ id }: Run): Promise<void> {
		const status = await waitFor(
			async () => {
				const execution = await n8n().rest.readExecution(id);
				return execution.status !== 'new' && execution.status !== 'running' && execution.status;
			},
			{ what: `execution ${id} to be suspended`, timeoutMs: liveTimeoutMs },
		);
		if (status !== 'waiting') throw new Error(`Execution ${id} is ${status}`);
	}

	/** Waits until a suspended execution continues or has ended. */
	async function waitUntilResumed({ id }: Run, timeoutMs: number): Promise<void> {
		await waitFor(async () => (await n8n().rest.readExecution(id)).status !== 'waiting', {
			what: `execution ${id} to be resumed`,
			timeoutMs,
		});
	}

	const allTasks = async () => (await control<{ tasks: TaskInside[] }>('GET', 'tasks')).tasks;

	const deliveriesOf = async ({ taskId }: TaskInside) =>
		(await control<{ entries: Delivery[] }>('GET', 'callbacks')).entries.filter(
			(delivery) => delivery.taskId === taskId,
		);

	return {
		control,
		store,
		start,
		waitUntilSuspended,
		waitUntilResumed,
		editor: () => editor,
		emulator: () => emulator,
		emulatorUrl: () => emulator.url,
		secret: () => credential.webhookSecret,
		startSuspended: async (workflow: Workflow, changes?: IDataObject): Promise<Run> => {
			const run = await start(workflow, changes);
			await waitUntilSuspended(run);
			return run;
		},
		endOf: async ({ id }: Run, timeoutMs = liveTimeoutMs): Promise<Execution> =>
			await endOf(n8n().rest, id, timeoutMs),
		/** The tasks that call back to an execution, in the order of their prompts. */
		tasksOf: async ({ id }: Run): Promise<TaskInside[]> =>
			(await allTasks())
				.filter(({ webhook }) => webhook && new URL(webhook).pathname.endsWith(`/${id}`))
				.sort((a, b) => collator.compare(a.prompt ?? '', b.prompt ?? '')),
		allTasks,
		finish: async ({ taskId }: TaskInside, end: object = {}) =>
			await control('POST', `tasks/${taskId}/finish`, end),
		/** The executions of a workflow, as soon as `count` of them have succeeded. */
		endedRuns: async (workflowId: string, count: number) =>
			await waitFor(
				async () => {
					const all = await editor.executions(workflowId);
					return all.filter(({ status }) => status === 'success').length >= count && all;
				},
				{ what: `${count} executions`, timeoutMs: liveTimeoutMs },
			),
		/** Sends the callback of a task `times` times at once, with its present state. Resolves after all responses. */
		callBack: async ({ taskId }: TaskInside, times = 1) =>
			await control('POST', `tasks/${taskId}/callback`, { times }),
		fault: async (route: Fault['route'], fault: FaultKind, details: Partial<Fault> = {}) =>
			await control('POST', 'faults', { route, fault, ...details }),
		stats: async () => await control<Stats>('GET', 'stats'),
		log: async () => (await control<{ entries: JournalEntry[] }>('GET', 'log')).entries,
		/** Waits until the service has sent a callback for a task, or has lost it. */
		deliveryOf: async (task: TaskInside): Promise<Delivery> =>
			await waitFor(async () => (await deliveriesOf(task)).at(-1), {
				what: `a callback for task ${task.taskId}`,
				timeoutMs: liveTimeoutMs,
			}),
		deliveriesOf,
	};
}

export type Live = ReturnType<typeof useLive>;

/** The output of a node, by run and output. */
export const outputsOf = ({ data }: Execution, node: string): INodeExecutionData[][][] =>
	(data.resultData.runData[node] ?? []).map((run) =>
		(run.data?.main ?? []).map((items) => items ?? []),
	);

/** A copy of an example, by the number at the start of its file's name. */
export function exampleOf(number: string): Workflow {
	const found = readExamples().find(({ file }) => file.startsWith(`${number}-`));
	if (!found) throw new Error(`There is no example ${number}`);
	return found.workflow;
}

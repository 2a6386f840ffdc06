import type { INodeParameters } from 'n8n-workflow';

import { withCredential } from '../../sandbox/examples';
import { failureOf, itemsOf, runToEnd, storeWorkflow } from '../../sandbox/executions';
import type { N8n } from '../../sandbox/n8n';
import { kinds, type Kind } from '../engine/orders';
import { beginTrial, type End } from '../engine/trial';
import { useEmulator } from '../support/emulator';
import { otherClient } from '../support/otherClient';
import { chain } from './chain';
import { itemsNode } from './itemsNode';

/** Number of tasks that each run creates. A regular member has as many queue slots, so all run at once. */
export const tasksPerRun = 3;

/** A way to create tasks. Each has its own emulator, so that all run in parallel with their own faults. */
export interface CreationCase {
	name: string;
	kind: Kind;
	options: INodeParameters;
	/** Whether one item orders all tasks. Otherwise each item orders one. */
	isOneItem: boolean;
	/** Whether its tasks can be identified by their seeds. Then a run first reads the task list. */
	isMarked: boolean;
	emulator: ReturnType<typeof useEmulator>;
}

const creationCase = (
	name: string,
	kind: Kind,
	changes: Partial<Omit<CreationCase, 'emulator'>> = {},
): CreationCase => ({
	name,
	kind,
	options: {},
	isOneItem: false,
	isMarked: false,
	...changes,
	emulator: useEmulator({ speed: 1, tileSize: 16, durationSeconds: { min: 1, max: 3 } }),
});

/** Call it once, at the top of the file. */
export const useCreationCases = (): CreationCase[] => [
	creationCase('Imagine', kinds.imagine, { isMarked: true }),
	creationCase('Imagine without seeds', kinds.imagine, { options: { seed: 'none' } }),
	creationCase('Blend', kinds.blend),
	creationCase('Describe', kinds.describe),
	creationCase('Run Action', kinds.runAction, { isOneItem: true }),
];

/** What makes the first attempt fail. */
export interface Breakage {
	/** Arms the faults. */
	arm: (creationCase: CreationCase) => Promise<void>;
	/** What else happens while the workflow runs. */
	meanwhile?: (creationCase: CreationCase) => Promise<void>;
	options?: INodeParameters;
}

/** The result of a run, with the state of its emulator. */
export interface Outcome {
	name: string;
	failure?: string;
	/** How each ordered task ended, in the order of the output. */
	ends: End[];
	/** For each output item the input item that it belongs to. */
	order: number[];
	tasks: number;
	/** Number of create requests. */
	creations: number;
}

/** Runs one case in n8n with Retry On Fail, until the last attempt has ended. */
async function runCase(
	{ rest }: N8n,
	testedCase: CreationCase,
	{ arm, meanwhile, options }: Breakage,
) {
	const { name, kind, isOneItem, emulator } = testedCase;
	const [items, tasksEach] = isOneItem ? [1, tasksPerRun] : [tasksPerRun, 1];
	const orders = await kind.orders(items, otherClient(emulator), tasksEach);
	const trial = await beginTrial(emulator, kind, orders);
	const before = await emulator.stats();
	await arm(testedCase);

	const workflow = chain(name, itemsNode(orders.map(({ input }) => input)), {
		name,
		parameters: {
			operation: kind.operation.replace('image.', ''),
			...kind.parameters,
			downloadImage: false,
			options: { ...testedCase.options, ...options },
		},
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 100,
	});
	const data = emulator.credentials().ohMyGptApi;
	const credential = await rest.createCredential({ name, type: 'ohMyGptApi', data });
	const stored = await storeWorkflow(rest, withCredential(workflow, credential));
	const [execution] = await Promise.all([runToEnd(rest, stored, 240_000), meanwhile?.(testedCase)]);
	const { tasksCreated, requests } = await emulator.stats();
	return {
		execution,
		trial,
		tasks: tasksCreated - before.tasksCreated,
		creations: requests[kind.route] ?? 0,
	};
}

/** Runs one case, and checks the invariants of a trial: no task is paid twice. */
export async function runRetried(
	n8n: N8n,
	testedCase: CreationCase,
	breakage: Breakage,
): Promise<Outcome> {
	const { name } = testedCase;
	const { execution, trial, tasks, creations } = await runCase(n8n, testedCase, breakage);
	const output = itemsOf(execution, name);
	return {
		name,
		failure: failureOf(execution),
		ends: await trial.ends({ items: output }, { isRetried: true }),
		order: output.map(({ pairedItem }) => (pairedItem as { item: number }).item),
		tasks,
		creations,
	};
}

/** Runs one case that ends without output: its error, and what was created and sent. */
export async function runInDoubt(n8n: N8n, testedCase: CreationCase, breakage: Breakage) {
	const { execution, tasks, creations } = await runCase(n8n, testedCase, breakage);
	return { failure: failureOf(execution) ?? '', tasks, creations };
}

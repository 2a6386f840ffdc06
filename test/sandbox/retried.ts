import type { INodeParameters } from 'n8n-workflow';

import { withCredential } from '../../sandbox/examples';
import { failureOf, itemsOf, runToEnd, storeWorkflow } from '../../sandbox/executions';
import type { N8n } from '../../sandbox/n8n';
import { kinds, type Kind } from '../engine/orders';
import { beginTrial, type End } from '../engine/trial';
import { useEmulator } from '../support/emulator';
import { otherClient } from '../support/otherClient';
import { chain } from './chain';
import { givenItems } from './givenItems';

/** Tasks that each run wants. A regular member has as many places, so all are under way together. */
export const wanted = 3;

/** A way to create tasks, with a service of its own: so all run side by side, and each gets its own faults. */
export interface Contender {
	name: string;
	kind: Kind;
	options: INodeParameters;
	/** Whether its tasks come from one item, and not from an item each. */
	isOneItem: boolean;
	/** Whether a run begins with a look into the task list, since its tasks can be told by their seeds. */
	listsFirst: boolean;
	emulator: ReturnType<typeof useEmulator>;
}

const contender = (
	name: string,
	kind: Kind,
	changes: Partial<Omit<Contender, 'emulator'>> = {},
): Contender => ({
	name,
	kind,
	options: {},
	isOneItem: false,
	listsFirst: false,
	...changes,
	emulator: useEmulator({ speed: 1, tileSize: 16, durationSeconds: { min: 1, max: 3 } }),
});

/** Call it once, at the top of the file. */
export const useContenders = (): Contender[] => [
	contender('Imagine', kinds.imagine, { listsFirst: true }),
	contender('Imagine without seeds', kinds.imagine, { options: { seed: 'none' } }),
	contender('Blend', kinds.blend),
	contender('Describe', kinds.describe),
	contender('Run Action', kinds.runAction, { isOneItem: true }),
];

/** What breaks the first attempt. */
export interface Breakage {
	/** Arms the faults. */
	arm: (contender: Contender) => Promise<void>;
	/** What else happens while the workflow runs. */
	meanwhile?: (contender: Contender) => Promise<void>;
	options?: INodeParameters;
}

/** What came of a run, at the contender's service too. */
export interface Outcome {
	name: string;
	failure?: string;
	/** How each wanted task ended, in the order of the output. */
	ends: End[];
	/** For each output item the input item that it belongs to. */
	order: number[];
	tasks: number;
	/** Requests that were to create a task. */
	creations: number;
}

/** Runs a contender in n8n with Retry On Fail, and holds it to the rules of a trial: no task is paid twice. */
export async function runRetried(
	{ rest }: N8n,
	chosen: Contender,
	{ arm, meanwhile, options }: Breakage,
): Promise<Outcome> {
	const { name, kind, isOneItem, emulator } = chosen;
	const [items, tasksEach] = isOneItem ? [1, wanted] : [wanted, 1];
	const orders = await kind.orders(items, otherClient(emulator), tasksEach);
	const trial = await beginTrial(emulator, kind, orders);
	const before = await emulator.stats();
	await arm(chosen);

	const workflow = chain(name, givenItems(orders.map(({ input }) => input)), {
		name,
		parameters: {
			operation: kind.operation.replace('image.', ''),
			...kind.parameters,
			downloadPicture: false,
			options: { ...chosen.options, ...options },
		},
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 100,
	});
	const data = emulator.credentials().ohMyGptApi;
	const credential = await rest.createCredential({ name, type: 'ohMyGptApi', data });
	const stored = await storeWorkflow(rest, withCredential(workflow, credential));
	const [execution] = await Promise.all([runToEnd(rest, stored, 120_000), meanwhile?.(chosen)]);

	const given = itemsOf(execution, name);
	const ends = await trial.ends({ items: given }, { isRetried: true });
	const { tasksCreated, requests } = await emulator.stats();
	return {
		name,
		failure: failureOf(execution),
		ends,
		order: given.map(({ pairedItem }) => (pairedItem as { item: number }).item),
		tasks: tasksCreated - before.tasksCreated,
		creations: requests[kind.route] ?? 0,
	};
}

import type { IDataObject } from 'n8n-workflow';
import { faultKinds, type Fault, type FaultKind } from '../../emulator/faults';
import type { Membership } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import type { CreationRoute } from '../../emulator/routes/names';
import { useMidjourney } from '../support/midjourney';
import type { NodeRun, RunOptions } from '../support/n8n';
import { otherClient } from '../support/otherClient';
import { routes, type Kind } from './orders';
import { beginTrial, type End } from './trial';

type Route = Fault['route'];

/** How the items end that a fault hits, by their operation and the number of all items. */
type EndOf = (route: CreationRoute, count: number) => End;

/** The effect of a fault on the items that it hits. All other items are right. */
export interface Row {
	fault: FaultKind;
	details: Partial<Fault>;
	endOf: EndOf;
	/** Whether the first hit ends the run, so that other items are not started. */
	endsRun: boolean;
}

export const row = (
	end: End | EndOf,
	fault: FaultKind,
	details: Partial<Fault> = {},
	endsRun = false,
): Row => ({ fault, details, endOf: typeof end === 'string' ? () => end : end, endsRun });

export const harmlessRow = (fault: FaultKind, details?: Partial<Fault>) =>
	row('right', fault, details);

export const faultsOn = (route: Route): FaultKind[] =>
	(Object.keys(faultKinds) as FaultKind[]).filter((fault) =>
		(faultKinds[fault].routes as readonly Route[]).includes(route),
	);

/** The number of items, and the membership, which limits the unfinished tasks. */
export type Size = [name: string, count: number, membership: Membership];

export const sizes: Size[] = [
	['one item', 1, 'regular'],
	['8 items, 20 queue slots', 8, 'vip'],
	['8 items, 3 queue slots', 8, 'regular'],
];

/** A row for each creating operation: name of the fault, route of the creation, details, the row. */
export const cellsOf = (rows: readonly Row[]) =>
	rows.flatMap((each) =>
		routes.map((route): [string, CreationRoute, string, Row] => [
			each.fault,
			route,
			JSON.stringify(each.details),
			each,
		]),
	);

type Changes = Omit<RunOptions, 'parameters' | 'type'>;

/** The node and the emulator for a part of the matrix. Tasks are short, so that most responses are final. */
export function useMatrix() {
	const midjourney = useMidjourney({
		tileSize: 16,
		durationSeconds: { min: 3, max: 9 },
	});
	const { emulator, run } = midjourney;
	const others = otherClient(emulator);

	/** Arms faults and runs items of a kind with Continue on Fail. Checks the invariants and returns how each item ended. */
	async function endsOf(
		kind: Kind,
		[, count, membership]: Size,
		arm: () => Promise<void>,
		parameters: IDataObject = {},
		changes: Changes = {},
	): Promise<{ ends: End[]; result: NodeRun }> {
		await emulator.account({ membership });
		const orders = await kind.orders(count, others);
		const trial = await beginTrial(emulator, kind, orders);
		await arm();
		const result = await run(
			kind.operation,
			{ ...kind.parameters, downloadPicture: false, ...parameters },
			{
				items: orders.map(({ input }) => input),
				onError: 'continueRegularOutput',
				credentials: emulator.credentials({ membership }),
				...changes,
			},
		);
		return { ends: await trial.ends(result, { isRetried: Boolean(changes.retryOnFail) }), result };
	}

	return { ...midjourney, others, endsOf };
}

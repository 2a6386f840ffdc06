import type { IDataObject } from 'n8n-workflow';
import { faultKinds, type Fault, type FaultKind } from '../../emulator/faults';
import type { ProxyFaultKind } from '../../emulator/proxy/proxyFaults';
import type { Membership } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import type { CreationRoute } from '../../emulator/routes/names';
import { useMidjourney } from '../support/midjourney';
import type { NodeRun, RunOptions } from '../support/n8n';
import { otherClient } from '../support/otherClient';
import { routes, type Kind } from './orders';
import { beginTrial, type End } from './trial';
import { wires, type Wire } from '../support/wires';

type Route = Fault['route'];

/** How the items end that a fault hits, by their operation and the number of all items. */
type EndOf = (route: CreationRoute, count: number, wire: Wire) => End;

/** The effect of a fault on the items that it hits. All other items are right. */
export interface Row {
	fault: FaultKind | ProxyFaultKind;
	details: Partial<Fault>;
	endOf: EndOf;
	/** Whether the first hit ends the run, so that other items are not started. */
	endsRun: boolean;
}

export const row = (
	end: End | EndOf,
	fault: FaultKind | ProxyFaultKind,
	details: Partial<Fault> = {},
	endsRun = false,
): Row => ({ fault, details, endOf: typeof end === 'string' ? () => end : end, endsRun });

export const harmlessRow = (fault: FaultKind | ProxyFaultKind, details?: Partial<Fault>) =>
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
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

/** The node and the emulator for a part of the matrix. Tasks are short, so that most responses are final. */
export function useMatrix() {
	const midjourney = useMidjourney({
		tileSize: 16,
		durationSeconds: { min: 3, max: 9 },
	});
	const { emulator, run } = midjourney;

	/**
	 * Arms faults and runs items of a kind with Continue on Fail. Checks the invariants and returns how each item ended, and
	 * how many creations were sent.
	 */
	async function endsAt(
		wire: Wire,
		kind: Kind,
		[, count, membership]: Size,
		arm: () => Promise<void>,
		parameters: IDataObject = {},
		changes: Changes = {},
	): Promise<{ ends: End[]; result: NodeRun; creations: number }> {
		await wire.begin(emulator, membership);
		await wire.addOlderTask?.(emulator);
		const others = wire.others(emulator);
		const orders = await kind.orders(count, others);
		const trial = await beginTrial(emulator, kind, orders, wire);
		const creations = async () => (await emulator.stats()).requests[kind.route] ?? 0;
		const before = await creations();
		await arm();
		const result = await run(
			kind.operation,
			{ ...kind.parameters, service: wire.service, downloadImage: false, ...parameters },
			{
				items: orders.map(({ input }) => input),
				onError: 'continueRegularOutput',
				credentials: wire.credentials(emulator, membership),
				...changes,
			},
		);
		const ends = await trial.ends(result, { isRetried: Boolean(changes.retryOnFail) });
		return { ends, result, creations: (await creations()) - before };
	}

	/** The node, its runs and other clients at one service; call it in a `describe`. */
	function at(wire: Wire) {
		const others = wire.others(emulator);
		const parametersAt = (parameters: IDataObject) => ({ service: wire.service, ...parameters });
		const changesAt = (changes: Changes, membership: Membership = 'regular') => ({
			credentials: wire.credentials(emulator, membership),
			...changes,
		});
		beforeEach(async () => await wire.begin(emulator, 'regular'));
		return {
			others,
			begin: async (membership: Membership) => await wire.begin(emulator, membership),
			credentialsFor: (membership: Membership) => wire.credentials(emulator, membership),
			start: (operation: string, parameters: IDataObject = {}, changes: Changes = {}) =>
				midjourney.start(operation, parametersAt(parameters), changesAt(changes)),
			run: async (operation: string, parameters: IDataObject = {}, changes: Changes = {}) =>
				await run(operation, parametersAt(parameters), changesAt(changes)),
			endsOf: async (...args: Tail<Parameters<typeof endsAt>>) => await endsAt(wire, ...args),
		};
	}

	const endsOf = async (...args: Tail<Parameters<typeof endsAt>>) =>
		await endsAt(wires[0]!, ...args);

	return { ...midjourney, others: otherClient(emulator), endsAt, endsOf, at };
}

import { sleep, type IDataObject } from 'n8n-workflow';
import type { ProxyVariant } from '../../emulator/proxy/variant';
import type { CreationRoute } from '../../emulator/routes/names';
import type { Pool } from '../../nodes/Midjourney/facts/pools';
import type { ServiceName } from '../../nodes/Midjourney/service/features';
import { unfinishedTasks } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import {
	assumedPrices,
	prices,
	type PricedAction,
} from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import type { Membership } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import type { TaskInside, useEmulator } from './emulator';
import { otherClient } from './otherClient';
import { otherProxyClient } from './otherProxyClient';

type Emulator = ReturnType<typeof useEmulator>;

const olderByMs = 10_000;

/** What the tests of the engine need from another client of the same account. */
export type Others = Pick<ReturnType<typeof otherClient>, 'create' | 'createGrid' | 'get'>;

/** A service behind the engine, as far as its tests depend on it: a new provider is one more row of `wires`. */
export interface Wire {
	name: string;
	service: ServiceName;
	/** Makes the emulator this service, which takes as many unfinished tasks as such a member may have. */
	begin(emulator: Emulator, membership: Membership): Promise<void>;
	/** This list does not say how many tasks there are: an older one shows how far back it reaches. */
	addOlderTask?(emulator: Emulator): Promise<void>;
	/** Tasks that the service takes beyond those that run, before it refuses one. */
	waitingPlaces: number;
	/** The credential that says so. */
	credentials(emulator: Emulator, membership: Membership): Record<string, IDataObject>;
	others(emulator: Emulator): Others;
	/** Whether a task is found again when the response to its creation was lost. */
	isFound(route: CreationRoute): boolean;
	/** Whether there is a list that can prove that a task does not exist. */
	hasList: boolean;
	/** Whether tasks have buttons; else those of a grid are pressed through another address. */
	hasButtons: boolean;
	/** The route that shows many tasks at once. */
	manyRoute: 'getMany' | 'getByIds';
	/** Tokens of a task that has succeeded; null where the service has no prices. */
	priceOf: (task: TaskInside) => number | null;
	/** The body of a callback that says that a task has succeeded. */
	reportOf(taskId: number): IDataObject;
	/** The route from which a picture is downloaded first. */
	pictureRoute: 'storedPicture' | 'discordAttachment' | 'gatewayPicture';
	/** The name in errors. */
	label: string;
}

const ohMyGpt: Wire = {
	name: 'OhMyGPT',
	service: 'ohMyGpt',
	label: 'OhMyGPT',
	waitingPlaces: 0,
	reportOf: (taskId) => ({ taskId, status: 'SUCCESS' }),
	pictureRoute: 'storedPicture',
	begin: async (emulator, membership) => await emulator.account({ membership }),
	credentials: (emulator, membership) => emulator.credentials({ membership }),
	others: otherClient,
	isFound: (route) => route === 'imagine',
	hasList: true,
	hasButtons: true,
	manyRoute: 'getMany',
	priceOf({ pool, action }) {
		const row = assumedPrices[action] ?? (action as PricedAction);
		return prices[pool as Pool][row];
	},
};

const proxyWire = (proxyVariant: ProxyVariant, hasList: boolean): Wire => ({
	name: `Midjourney Proxy, ${proxyVariant}`,
	service: 'midjourneyProxy',
	label: 'Midjourney Proxy',
	waitingPlaces: 10,
	reportOf: (taskId) => ({ id: String(taskId), status: 'SUCCESS', progress: '100%' }),
	pictureRoute: proxyVariant === 'new-api' ? 'gatewayPicture' : 'discordAttachment',
	begin: async (emulator, membership) =>
		await emulator.settings({ proxyVariant, proxyTasksAtOnce: unfinishedTasks[membership] }),
	async addOlderTask(emulator) {
		if (!hasList) return;
		await otherProxyClient(emulator).createGrid('an older task');
		await sleep(olderByMs);
	},
	credentials: (emulator, membership) =>
		emulator.proxyCredentials({ tasksAtOnce: unfinishedTasks[membership] }),
	others: otherProxyClient,
	// Every creation carries a state, which a list shows.
	isFound: () => hasList,
	hasList,
	hasButtons: proxyVariant !== 'base',
	manyRoute: 'getByIds',
	priceOf: () => null,
});

/** The services that the tests of the engine run over. */
export const wires: readonly Wire[] = [
	ohMyGpt,
	proxyWire('plus', true),
	proxyWire('new-api', false),
];

/** The variants that differ from these only outside of the engine. */
export const furtherWires: readonly Wire[] = [
	proxyWire('base', true),
	proxyWire('trueai', true),
	proxyWire('one-hub', false),
];

/** For `describe.each`. */
export const named = (list: readonly Wire[]) =>
	list.map((wire): [string, Wire] => [wire.name, wire]);

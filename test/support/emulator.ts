import { sleep, type IDataObject } from 'n8n-workflow';
import type { Fault } from '../../emulator/faults';
import type { JournalEntry } from '../../emulator/journal';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';
import type { Settings } from '../../emulator/settings';
import type { Variants } from '../../emulator/variants';
import { simulateTime, type SimulatedTime } from './simulatedTime';
import { until } from './until';

export interface Stats {
	/** Requests by route. */
	requests: Partial<Record<JournalEntry['route'], number>>;
	requestsTotal: number;
	unexpected: number;
	unfinished: number;
	tasksCreated: number;
	peakUnfinished: number;
	tokensCharged: number;
	succeeded: number;
	failed: number;
	byAction: Partial<Record<string, number>>;
	callbacks: number;
	faultsApplied: Partial<Record<Fault['fault'], number>>;
}

/** A task as the emulator knows it, with what its clients cannot know. Costs are tokens. */
export interface TaskInside {
	taskId: number;
	/** The id as the service writes it. */
	wireId: string;
	action: string;
	pool: string;
	prompt: string | null;
	status: string;
	percent: number;
	cost: number;
	failReason: string | null;
	webhook: string | null;
	sourceId: number | null;
	/** By the emulator's clock, in ISO 8601. */
	submittedAt: string;
	finishesAt: string;
}

const minuteMs = 60_000;

/**
 * An emulator in this process, between `start` and `stop`.
 *
 * Time is simulated, for the emulator and for all code of the process alike: see simulateTime. With `speed` it is real,
 * and the emulator's durations are divided by it.
 */
export function emulatorInProcess(options: EmulatorOptions = {}) {
	let emulator: Emulator | undefined;
	let time: SimulatedTime | undefined;

	async function start() {
		if (options.speed === undefined) time = simulateTime();
		emulator = await startEmulator({ time: time?.source, timestamps: 'scaled', ...options });
	}

	async function stop() {
		await emulator?.stop();
		time?.stop();
	}

	function started(): Emulator {
		if (!emulator) throw new Error('The emulator does not run');
		return emulator;
	}

	/**
	 * Forgets all tasks, requests and faults. In simulated time, what follows depends on nothing that was before: it begins
	 * at a full minute, since some times are told in whole seconds, and random numbers start again from the seed.
	 */
	async function fresh(seed = 1) {
		await call('POST', 'reset');
		if (!time) return;
		const isIdle = () => time?.timers() === 0;
		// A run before may still ask for its tasks in the background. It gives up, now that they are gone.
		await until('no timer is left', isIdle, 60 * minuteMs).catch(() => undefined);
		await sleep(minuteMs - (Date.now() % minuteMs));
		await call('POST', 'reset');
		time.seed(seed);
	}

	async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
		const response = await fetch(`${started().url}/_emulator/${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
		return (await response.json()) as Answer;
	}

	/** The requests so far, oldest first; those to one route, or all. */
	async function log(route?: string): Promise<JournalEntry[]> {
		const query = route === undefined ? '' : `?route=${route}`;
		return (await call<{ entries: JournalEntry[] }>('GET', `log${query}`)).entries;
	}

	return {
		start,
		stop,
		fresh,
		get url() {
			return started().url;
		},
		get keys() {
			return started().keys;
		},
		/** Credentials for `runNode`, pointing at the emulator; `changes` to the credential's fields. */
		credentials(changes: IDataObject = {}) {
			const { apiBaseUrl, contentBaseUrl, imageProxyBaseUrl, keys } = started();
			const data: IDataObject = { apiKey: keys.user, baseUrl: apiBaseUrl, contentBaseUrl };
			return { ohMyGptApi: { ...data, customHosts: true, imageProxyBaseUrl, ...changes } };
		},
		/** The same for the second wire. */
		proxyCredentials(changes: IDataObject = {}) {
			const { url, imageProxyBaseUrl, keys } = started();
			const data: IDataObject = { apiKey: keys.user, baseUrl: url, imageProxyBaseUrl };
			return { midjourneyProxyApi: { ...data, ...changes } };
		},
		/** Arms a fault for the next request to a route, or for the next `times` after `skip` others. */
		async fault(route: Fault['route'], fault: Fault['fault'], details: Partial<Fault> = {}) {
			await call('POST', 'faults', { route, fault, ...details });
		},
		/** Disarms all faults. */
		async mend() {
			await call('DELETE', 'faults');
		},
		/** Changes what the service does differently; `random`: first draws a service by this seed. */
		async variants(changes: Partial<Variants> & { random?: number }) {
			await call('PUT', 'variants', changes);
		},
		async settings(changes: Partial<Settings>) {
			await call('PUT', 'settings', changes);
		},
		/** Membership, balance, and the rights of one of the keys (`key`, default `user`). */
		async account(changes: IDataObject) {
			await call('PUT', 'account', changes);
		},
		/** Ends a task now, as a failure where a reason or that status is given. */
		async finish(
			taskId: number,
			end: { status?: 'SUCCESS' | 'FAILURE'; failReason?: string } = {},
		) {
			await call('POST', `tasks/${taskId}/finish`, end);
		},
		log,
		stats: async () => await call<Stats>('GET', 'stats'),
		tasks: async () => (await call<{ tasks: TaskInside[] }>('GET', 'tasks')).tasks,
	};
}

/**
 * One emulator for the tests of a file, like new at the start of each test. The test fails if an address
 * was requested that the service does not have.
 *
 * Time is simulated, for the emulator and for all code of the file alike: see simulateTime. With `speed` it is real,
 * and the emulator's durations are divided by it.
 *
 * Call it at the top of the file, once (with `speed` as often as you like), and use the result inside of tests only.
 */
export function useEmulator(options: EmulatorOptions = {}) {
	const emulator = emulatorInProcess(options);
	let unknownExpected = false;

	beforeAll(emulator.start);

	beforeEach(async () => {
		unknownExpected = false;
		await emulator.fresh();
	});

	afterEach(async () => {
		const unknown = await emulator.log('unknown');
		// That a gateway has no list is known only from its answer.
		const entries = unknown.filter(({ path }) => !path.endsWith('/mj/task/list'));
		if (entries.length > 0 && !unknownExpected) {
			const requested = entries.map(({ method, path }) => `${method} ${path}`);
			throw new Error(
				`Requests to addresses that the service does not have:\n${requested.join('\n')}`,
			);
		}
	});

	afterAll(emulator.stop);

	return Object.assign(emulator, {
		/** For a test that means to ask for addresses that do not exist. */
		expectUnknownAddresses() {
			unknownExpected = true;
		},
	});
}

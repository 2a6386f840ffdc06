import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import type { Fault, FaultKind } from '../../emulator/faults';
import { unfinishedTasks } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { memberships } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { timelineOf } from '../support/timeline';
import { useMatrix } from './matrix';
import { kinds, routes } from './orders';
import { beginTrial } from './trial';

/**
 * Random schedules of faults, durations and limits. `PROPERTY_RUNS=500` runs more of them than the usual 40. A failure
 * prints its schedule, `seed` and `path`; `PROPERTY_SEED=… PROPERTY_PATH=…` runs it again, request by request, and
 * then shrinks it.
 */
const { PROPERTY_RUNS, PROPERTY_SEED, PROPERTY_PATH } = process.env;
const numRuns = Number(PROPERTY_RUNS ?? 40);
const replay = PROPERTY_SEED
	? { seed: Number(PROPERTY_SEED), ...(PROPERTY_PATH ? { path: PROPERTY_PATH } : {}) }
	: { seed: randomInt(2 ** 31), endOnFailure: true };

const { emulator, run, others } = useMatrix();

const times = { times: fc.integer({ min: 1, max: 4 }), skip: fc.integer({ min: 0, max: 8 }) };
const acted = { acted: fc.boolean() };

/** Whether the request took effect does not change what these say: that it did not. */
const honest = (...faults: FaultKind[]) =>
	fc.record({ fault: fc.constantFrom(...faults), ...times });
/** The answer does not tell whether the request took effect. */
const silent = (...faults: FaultKind[]) =>
	fc.record({ fault: fc.constantFrom(...faults), ...times, ...acted });

const slow = fc.record({
	fault: fc.constant<FaultKind>('slow'),
	delayMs: fc.integer({ min: 100, max: 60_000 }),
	...times,
	...acted,
});
const stayAway = fc.record({
	fault: fc.constant<FaultKind>('status-429'),
	retryAfter: fc.integer({ min: 0, max: 30 }),
	...times,
});
const refusal = (statusCode: number, message: string) =>
	fc.record({
		fault: fc.constant<FaultKind>('error-in-200'),
		statusCode: fc.constant(statusCode),
		message: fc.constant(message),
		...times,
	});
const lost = fc.oneof(
	silent('status-500', 'html-502', 'html-200', 'truncated-json', 'error-in-200'),
	honest('reset-before', 'reset-after'),
	slow,
);
const taskFaults = honest('success-without-image', 'null-actions', 'status-failed-spelling');

const ofCreation = fc.oneof(
	{ weight: 6, arbitrary: lost },
	{ weight: 2, arbitrary: honest('queue-full', 'status-429', 'task-fails') },
	{ weight: 1, arbitrary: stayAway },
	{ weight: 1, arbitrary: refusal(418, 'odd') },
	{ weight: 1, arbitrary: honest('not-found') },
	{ weight: 1, arbitrary: taskFaults },
);
const ofQuestions = fc.oneof(
	{ weight: 6, arbitrary: lost },
	{ weight: 2, arbitrary: fc.oneof(stayAway, honest('status-429')) },
	{ weight: 2, arbitrary: fc.oneof(refusal(418, 'odd'), honest('not-found'), taskFaults) },
	{ weight: 1, arbitrary: refusal(401, 'Invalid API key') },
);

const schedules = fc.record({
	route: fc.constantFrom(...routes),
	count: fc.integer({ min: 1, max: 10 }),
	tasksEach: fc.constantFrom(1, 1, 2, 4),
	/** Of the account, and what the credential says. */
	membership: fc.constantFrom(...memberships),
	believed: fc.constantFrom(...memberships),
	/** Seconds. */
	duration: fc.record({
		min: fc.integer({ min: 1, max: 30 }),
		more: fc.integer({ min: 0, max: 60 }),
	}),
	latencyMs: fc.constantFrom(0, 0, 100, 2_000),
	/** Seconds that tasks of others still take at the start. */
	foreign: fc.array(fc.integer({ min: 5, max: 100 }), { maxLength: 3 }),
	hasSeed: fc.constantFrom(true, true, false),
	isAwaited: fc.constantFrom(true, true, true, false),
	isRetried: fc.constantFrom(false, false, true),
	creationFaults: fc.array(ofCreation, { maxLength: 4 }),
	getFaults: fc.array(ofQuestions, { maxLength: 3 }),
	listFaults: fc.array(ofQuestions, { maxLength: 3 }),
});

type Schedule = typeof schedules extends fc.Arbitrary<infer S> ? S : never;

async function arm(route: Fault['route'], faults: ReadonlyArray<{ fault: FaultKind }>) {
	for (const { fault, ...details } of faults) await emulator.fault(route, fault, details);
}

async function holds(schedule: Schedule): Promise<void> {
	const { route, count, membership, believed, duration, latencyMs, isAwaited, isRetried } =
		schedule;
	await emulator.fresh();
	await emulator.account({ membership });
	const kind = kinds[route];
	const orders = await kind.orders(count, others, schedule.tasksEach);
	for (const [i, seconds] of schedule.foreign.entries()) {
		await emulator.settings({ durationSeconds: { min: seconds, max: seconds } });
		await others.create('imagine', { prompt: `of others ${i}` });
	}
	const { min, more } = duration;
	await emulator.settings({ durationSeconds: { min, max: min + more }, latencyMs });
	const trial = await beginTrial(emulator, kind, orders);
	await arm(route, schedule.creationFaults);
	await arm('get', schedule.getFaults);
	await arm('getMany', schedule.listFaults);

	const wanted = orders.flatMap(({ marks }) => marks).length;
	const parameters = {
		...kind.parameters,
		...(isAwaited ? { downloadPicture: false } : { waitForCompletion: 'none' }),
		...(schedule.hasSeed ? {} : { options: { seed: 'none' } }),
	};
	const result = await run(kind.operation, parameters, {
		items: orders.map(({ input }) => input),
		onError: 'continueRegularOutput',
		credentials: emulator.credentials({ membership: believed }),
		...(isRetried ? { retryOnFail: { maxTries: 3, waitBetweenTries: 1000 } } : {}),
	});
	const ends = await trial.ends(result, { isAwaited, isRetried });
	const { creationFaults, getFaults, listFaults, foreign } = schedule;
	const { peakUnfinished, requestsTotal } = await emulator.stats();
	expect(requestsTotal).toBeLessThanOrEqual(100 + 60 * wanted);
	if (getFaults.length + listFaults.length > 0) return;
	// A place is given up early only when it cannot be found out any more whether its task goes on.
	expect(peakUnfinished).toBeLessThanOrEqual(unfinishedTasks[believed] + foreign.length);
	if (creationFaults.length === 0) expect(ends).toEqual(Array(wanted).fill('right'));
}

test(
	'whatever happens on the way: no task twice, none missing, tokens as priced, every item right or an honest error',
	async () => {
		await fc.assert(fc.asyncProperty(schedules, holds), { numRuns, ...replay });
	},
	60_000 + numRuns * 10_000,
);

test(
	'a schedule gives the same requests at the same moments each time',
	async () => {
		const timeline = async (schedule: Schedule) => {
			await holds(schedule);
			return timelineOf(await emulator.log());
		};
		const property = fc.asyncProperty(schedules, async (schedule) => {
			expect(await timeline(schedule)).toEqual(await timeline(schedule));
		});
		await fc.assert(property, { numRuns: Math.ceil(numRuns / 20), ...replay });
	},
	60_000 + numRuns * 10_000,
);

import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import type { Fault, FaultKind } from '../../emulator/faults';
import { memberships } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import type { useEmulator } from '../support/emulator';
import { routes } from './orders';

/** The usual runs are the same each time, so that a change is what makes one fail; `PROPERTY_RUNS` draws new ones. */
const usualSeed = 2_026;

/** How a property is run: with its usual seed, a new one, or what PROPERTY_SEED and PROPERTY_PATH say. */
const { PROPERTY_RUNS, PROPERTY_SEED, PROPERTY_PATH } = process.env;
export const replay = PROPERTY_SEED
	? { seed: Number(PROPERTY_SEED), ...(PROPERTY_PATH ? { path: PROPERTY_PATH } : {}) }
	: { seed: PROPERTY_RUNS ? randomInt(2 ** 31) : usualSeed, endOnFailure: true };

/** The number of runs, unless PROPERTY_RUNS says another one. */
export const runsOrUsual = (usual: number) => Number(PROPERTY_RUNS ?? usual);

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

/** Random faults, durations, limits and items. */
export const schedules = fc.record({
	route: fc.constantFrom(...routes),
	count: fc.integer({ min: 1, max: 10 }),
	tasksEach: fc.constantFrom<number>(1, 1, 2, 4),
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

export type Schedule = typeof schedules extends fc.Arbitrary<infer S> ? S : never;

/** Arms the faults of a schedule. */
export async function armFaults(
	emulator: ReturnType<typeof useEmulator>,
	{ route, creationFaults, getFaults, listFaults }: Schedule,
) {
	const arm = async (on: Fault['route'], faults: ReadonlyArray<{ fault: FaultKind }>) => {
		for (const { fault, ...details } of faults) await emulator.fault(on, fault, details);
	};
	await arm(route, creationFaults);
	await arm('get', getFaults);
	await arm('getMany', listFaults);
}

/** Tasks of other people that run already, and then how long ours take. */
export async function setDurations(
	emulator: ReturnType<typeof useEmulator>,
	{ foreign, duration: { min, more }, latencyMs }: Schedule,
	createForeign: (prompt: string) => Promise<unknown>,
) {
	for (const [i, seconds] of foreign.entries()) {
		await emulator.settings({ durationSeconds: { min: seconds, max: seconds } });
		await createForeign(`of others ${i}`);
	}
	await emulator.settings({ durationSeconds: { min, max: min + more }, latencyMs });
}

import fc from 'fast-check';
import { variantValues, type Variants } from '../../emulator/variants';
import { schedules, type Schedule } from './schedules';
import type { ServiceEnd } from './serviceTrial';

/** Switches that no request of an Imagine, Blend, Describe or Run Action meets, and values with which nothing works. */
const withoutEffect: ReadonlyArray<keyof Variants> = [
	...(['managementPaths', 'keyFields', 'keyText', 'balanceKey', 'keyCreated', 'keyError'] as const),
	...(['membershipDates', 'modelRates', 'chatKey', 'missingFile', 'rateLimitError'] as const),
	...(['webhookBody', 'webhookType', 'webhookFailure', 'noWebhook', 'defaultPool'] as const),
	...(['defaultDimensions', 'blendMax', 'customZoom', 'listDefaultSize'] as const),
	...(['permissionError', 'balanceError', 'balanceCovers', 'service', 'oddRhythm'] as const),
];

const drawnSwitches = Object.entries(variantValues).filter(
	([name]) => !(withoutEffect as readonly string[]).includes(name),
);

/** A switch with many values is drawn more often, up to so many times. */
const maxWeight = 8;

/** One switch with one of its unusual values. */
const changes = fc.oneof(
	...drawnSwitches.map(([name, [, ...values]]) => ({
		weight: Math.min(values.length, maxWeight),
		arbitrary: fc.tuple(fc.constant(name), fc.constantFrom(...values)),
	})),
);

/** Services that differ from the usual one in up to five ways. */
const services = fc
	.record({
		changes: fc.uniqueArray(changes, { maxLength: 5, selector: ([name]) => name }),
		oddRhythm: fc.constantFrom(...variantValues.oddRhythm.filter((each) => each !== 'always')),
	})
	.map(
		({ changes: drawn, oddRhythm }): Partial<Variants> => ({
			...Object.fromEntries(drawn),
			// Without a switch that uses it, it only makes a failure harder to read.
			...(drawn.length > 0 ? { oddRhythm } : {}),
		}),
	);

/** So few tasks that even a service that takes one after the other finishes them within the limit. */
const withFaults = schedules.map((schedule) => ({
	...schedule,
	count: Math.min(schedule.count, 6),
	tasksEach: Math.min(schedule.tasksEach, 2),
	duration: { min: schedule.duration.min, more: Math.min(schedule.duration.more, 15) },
}));

/** Without faults, every item must be done where the service is usable. */
const withoutFaults = withFaults.map((schedule) => ({
	...schedule,
	creationFaults: [],
	getFaults: [],
	listFaults: [],
}));

export interface ServiceRun {
	service: Partial<Variants>;
	schedule: Schedule;
	/** Whether the first prompt of Imagine is one that the service refuses. */
	hasBannedPrompt: boolean;
}

/** Random services, each with a random schedule. Half of the schedules have no faults. */
export const serviceRuns: fc.Arbitrary<ServiceRun> = fc.record({
	service: services,
	schedule: fc.oneof(withoutFaults, withFaults),
	hasBannedPrompt: fc.constantFrom(false, false, true),
});

/** Ends other than `right` that items may have although no fault is armed. */
interface Allowance {
	ends: ServiceEnd[];
	/** Only items whose creation got an odd answer; else all. */
	onlyHit?: boolean;
	/** Only in some schedules. */
	when?: (schedule: Schedule) => boolean;
}

const stayAway = ['429-hour', '429-day', '503-year'] as const;
const refusals = ['json-401', 'json-402', 'json-403'] as const;

const each = <Value extends string>(values: readonly Value[], allowance: Allowance) =>
	Object.fromEntries(values.map((value) => [value, allowance])) as Record<Value, Allowance>;

const lost: Allowance = { ends: ['doubt', 'refused'], onlyHit: true };
const notDelivered: Allowance = { ends: ['undelivered'] };
const notAccepted: Allowance = { ends: ['refused', 'doubt'] };
/** In other words than the usual ones, a queue that others have filled cannot be told from a refusal. */
const filledByOthers: Allowance = {
	ends: ['refused'],
	when: ({ foreign }) => foreign.length > 0,
};

/**
 * What a service may prevent, by switch and value. With all others, every item must be done: the service is usable.
 */
const allowances: { [Name in keyof Variants]?: Partial<Record<Variants[Name], Allowance>> } = {
	creationAnswers: {
		...each(variantValues.creationAnswers.slice(1), lost),
		...each(stayAway, notAccepted),
		...each(refusals, notAccepted),
	},
	// A service that asks to stay away for hours may be taken at its word until the limit.
	queryAnswers: each(stayAway, notDelivered),
	pictureAnswers: { '429-hour': notDelivered },
	listAnswers: each(stayAway, { ends: ['undelivered', 'refused'] }),
	// Two creations with one id: for both items it is open whose task that is.
	sharedIds: { some: { ends: ['doubt', 'undelivered', 'refused'] } },
	// An error of the server may come after the task was created.
	queueFullAnswer: {
		...each(variantValues.queueFullAnswer.slice(1), filledByOthers),
		'http-500': { ends: ['doubt', 'refused'] },
	},
};

/** Ends that an item may have with a service, when no fault is armed. */
export function allowedEnds({ service, schedule }: ServiceRun, isHit: boolean): Set<ServiceEnd> {
	const ends = Object.entries(service).flatMap(([name, value]) => {
		const ofSwitch: Partial<Record<string, Allowance>> = allowances[name as keyof Variants] ?? {};
		const allowance = ofSwitch[value];
		if (!allowance || (allowance.onlyHit && !isHit)) return [];
		return allowance.when?.(schedule) === false ? [] : allowance.ends;
	});
	return new Set<ServiceEnd>(['right', ...ends]);
}

import type { RouteName } from './routes/names';
import { routeGroups, routeNames } from './routes/names';

const { api, creation, reading, pictures } = routeGroups;
const everyRoute = [...api, ...pictures];

/**
 * Every fault: what it touches and where it can be armed. Answer faults change the answer to one request,
 * task faults what is told about one task (on a creation: for its whole life), callback faults the webhooks
 * of one task (on a creation) or one delivery (on `callback`).
 */
export const faultKinds = {
	'status-429': { touches: 'answer', routes: everyRoute },
	'status-500': { touches: 'answer', routes: everyRoute },
	'html-502': { touches: 'answer', routes: everyRoute },
	'reset-before': { touches: 'answer', routes: everyRoute },
	'reset-after': { touches: 'answer', routes: everyRoute },
	slow: { touches: 'answer', routes: everyRoute },
	'truncated-json': { touches: 'answer', routes: api },
	'error-in-200': { touches: 'answer', routes: api },
	'queue-full': { touches: 'answer', routes: creation },
	'image-cut': { touches: 'answer', routes: pictures },
	'not-found': { touches: 'answer', routes: everyRoute },
	'html-200': { touches: 'answer', routes: everyRoute },
	redirect: { touches: 'answer', routes: pictures },
	'task-fails': { touches: 'task', routes: creation },
	'success-without-image': { touches: 'task', routes: [...creation, ...reading] },
	'null-actions': { touches: 'task', routes: [...creation, ...reading] },
	'status-failed-spelling': { touches: 'task', routes: [...creation, ...reading] },
	'callback-lost': { touches: 'callback', routes: [...creation, 'callback'] },
	'callback-twice': { touches: 'callback', routes: [...creation, 'callback'] },
	'callback-delayed': { touches: 'callback', routes: [...creation, 'callback'] },
	'callback-reordered': { touches: 'callback', routes: creation },
	'callback-early': { touches: 'callback', routes: creation },
} as const satisfies Record<
	string,
	{ touches: 'answer' | 'task' | 'callback'; routes: readonly (RouteName | 'callback')[] }
>;

export type FaultKind = keyof typeof faultKinds;
type Touches = (typeof faultKinds)[FaultKind]['touches'];

/** A fault as it is armed. */
export interface Fault {
	route: RouteName | 'callback';
	fault: FaultKind;
	/** How many requests are left that get it. */
	times: number;
	/** How many requests go by before the first. */
	skip: number;
	/** Value of the Retry-After header of `status-429`; none when absent. */
	retryAfter?: number | string;
	/** Milliseconds, divided by the speed; for `slow` and `callback-delayed`. */
	delayMs?: number;
	/** Whether the request takes effect although the answer is bad. Each fault has its usual value. */
	acted?: boolean;
	/** Body of `error-in-200`. */
	statusCode?: number;
	message?: string;
	errorType?: string;
	/** Where `redirect` leads to. */
	location?: string;
	/** Which webhooks a callback fault touches; all when absent. */
	only?: 'progress' | 'final';
	/** Words of `task-fails`. */
	failReason?: string;
}

/** JSON schema of a fault to arm. */
export const faultSchema = {
	type: 'object',
	additionalProperties: false,
	required: ['route', 'fault'],
	properties: {
		route: { type: 'string' },
		fault: { type: 'string' },
		times: { type: 'integer', minimum: 1, default: 1 },
		skip: { type: 'integer', minimum: 0, default: 0 },
		retryAfter: { type: ['number', 'string'] },
		delayMs: { type: 'number', minimum: 0 },
		acted: { type: 'boolean' },
		statusCode: { type: 'integer' },
		message: { type: 'string' },
		errorType: { type: 'string' },
		location: { type: 'string' },
		only: { enum: ['progress', 'final'] },
		failReason: { type: 'string' },
	},
} as const;

/** The armed faults. On one route, faults that touch the same thing come one after the other. */
export class Faults {
	private armed: Fault[] = [];

	/** How many faults took effect, by kind. */
	readonly applied: Record<string, number> = {};

	/** Arms a fault; throws an Error with the known values where the route or the fault is not known. */
	arm(fault: { route: string; fault: string } & Partial<Fault>): Fault {
		const kinds = Object.keys(faultKinds).join(', ');
		if (!isFaultKind(fault.fault)) throw new Error(`Unknown fault. Known faults: ${kinds}`);
		const routes: readonly string[] = [...routeNames, 'callback'];
		if (!routes.includes(fault.route))
			throw new Error(`Unknown route. Known routes: ${routes.join(', ')}`);
		const fits: readonly string[] = faultKinds[fault.fault].routes;
		if (!fits.includes(fault.route)) {
			throw new Error(`Fault ${fault.fault} fits these routes only: ${fits.join(', ')}`);
		}
		const armed = { times: 1, skip: 0, ...fault };
		this.armed.push(armed);
		return armed;
	}

	list(): readonly Fault[] {
		return this.armed;
	}

	clear(): void {
		this.armed = [];
	}

	/** Counts one request, or one delivery of that sort, and hands out the fault that it gets, if any. */
	take(
		route: RouteName | 'callback',
		touches: Touches,
		sort?: 'progress' | 'final',
	): Fault | undefined {
		const next = this.armed.find(
			(each) =>
				each.route === route &&
				faultKinds[each.fault].touches === touches &&
				(sort === undefined || each.only === undefined || each.only === sort),
		);
		if (!next) return undefined;
		if (next.skip > 0) {
			next.skip -= 1;
			return undefined;
		}
		next.times -= 1;
		if (next.times === 0) this.armed = this.armed.filter((each) => each !== next);
		this.applied[next.fault] = (this.applied[next.fault] ?? 0) + 1;
		return next;
	}
}

function isFaultKind(text: string): text is FaultKind {
	return Object.hasOwn(faultKinds, text);
}

import { proxyRouteGroups } from './proxy/endpoints';
import { proxyFaultKinds, type ProxyFaultKind } from './proxy/proxyFaults';
import type { RouteName } from './routes/names';
import { routeGroups, routeNames } from './routes/names';

const creation = [...routeGroups.creation, ...proxyRouteGroups.creation] as const;
const reading = [...routeGroups.reading, ...proxyRouteGroups.reading] as const;
const pictures = [...routeGroups.pictures, ...proxyRouteGroups.pictures] as const;
const api = [
	...routeGroups.api,
	...proxyRouteGroups.creation,
	...proxyRouteGroups.reading,
	...proxyRouteGroups.other,
] as const;
const everyRoute = [...api, ...pictures] as const;

/**
 * All faults, with what each of them changes and the routes on which it can be armed. Answer faults change the
 * response to one request. Task faults change the task object: on a creation route in all responses about the new
 * task, on other routes in one response. Callback faults change all webhooks of the new task (on a creation route)
 * or one webhook (on the route `callback`).
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

/** The faults of both wires. */
export const allFaultKinds: Readonly<
	Record<FaultKind | ProxyFaultKind, { touches: Touches; routes: readonly string[] }>
> = { ...faultKinds, ...proxyFaultKinds };

/** A fault as it is armed. */
export interface Fault {
	route: RouteName | 'callback';
	fault: FaultKind | ProxyFaultKind;
	/** For how many more requests the fault is armed. */
	times: number;
	/** How many requests are skipped first. */
	skip: number;
	/** Value of the Retry-After header of `status-429`. If absent, there is no such header. */
	retryAfter?: number | string;
	/** Milliseconds, divided by the speed. Only for `slow` and `callback-delayed`. */
	delayMs?: number;
	/** Whether the request takes effect although the response is bad. Each fault has its own default. */
	acted?: boolean;
	/** Body of `error-in-200`. */
	statusCode?: number;
	message?: string;
	errorType?: string;
	/** Target URL of `redirect`. */
	location?: string;
	/** Which webhooks a callback fault changes. If absent: all. */
	only?: 'progress' | 'final';
	/** The fail reason of `task-fails`. */
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

/** The armed faults. Faults of the same kind on one route are used one after the other. */
export class Faults {
	private armed: Fault[] = [];

	/** How many faults took effect, by kind. */
	readonly applied: Record<string, number> = {};

	/** Arms a fault. Throws an error that lists the known values if the route or the fault is unknown. */
	arm(fault: { route: string; fault: string } & Partial<Fault>): Fault {
		const kinds = Object.keys(allFaultKinds).join(', ');
		if (!isFaultKind(fault.fault)) throw new Error(`Unknown fault. Known faults: ${kinds}`);
		const routes: readonly string[] = [...routeNames, 'callback'];
		if (!routes.includes(fault.route))
			throw new Error(`Unknown route. Known routes: ${routes.join(', ')}`);
		const allowed = allFaultKinds[fault.fault].routes;
		if (!allowed.includes(fault.route)) {
			throw new Error(
				`Fault ${fault.fault} is possible only on these routes: ${allowed.join(', ')}`,
			);
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

	/** Counts one request, or one webhook of the given kind, and returns the fault for it, if there is one. */
	take(
		route: RouteName | 'callback',
		touches: Touches,
		kind?: 'progress' | 'final',
	): Fault | undefined {
		const next = this.armed.find(
			(each) =>
				each.route === route &&
				allFaultKinds[each.fault].touches === touches &&
				(kind === undefined || each.only === undefined || each.only === kind),
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

/** Why a task with this fault will fail. undefined: it does not fail because of it. */
export function failReasonOf(fault: Fault | undefined): string | undefined {
	if (fault?.fault !== 'task-fails' && fault?.fault !== 'status-failed-spelling') return undefined;
	return fault.failReason ?? 'Midjourney could not finish the task';
}

function isFaultKind(text: string): text is Fault['fault'] {
	return Object.hasOwn(allFaultKinds, text);
}

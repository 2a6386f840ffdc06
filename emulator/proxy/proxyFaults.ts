import type { RouteName } from '../routes/names';
import { proxyRouteGroups } from './endpoints';

const creation = [
	...(['imagine', 'blend', 'describe', 'runAction'] as const),
	...proxyRouteGroups.creation,
] as const;
const lists = ['getMany', ...proxyRouteGroups.reading] as const;
const reading = ['get', ...lists] as const;
const api = [...creation, ...reading, ...proxyRouteGroups.other] as const;

/**
 * Faults that only the second wire has. They are armed like those of `faults.ts`. On a route that OhMyGPT has too, they
 * take effect only on a request of this wire.
 */
export const proxyFaultKinds = {
	/** The gateway got no answer from its server: HTTP 400 with code 5, the task exists, the gateway has no record. */
	'gateway-timeout': { touches: 'answer', routes: creation },
	/** No account has room for the speed: code 3. one-hub sends the creation again as relax and says nothing. */
	'no-account': { touches: 'answer', routes: creation },
	/** A limit of the user: code 4, in trueai outside of imagine with another body. */
	'user-limit': { touches: 'answer', routes: creation },
	/** The button was pressed before: code 21 with the id of that task. */
	exists: { touches: 'answer', routes: ['change', 'simpleChange'] },
	/** Code 21 is shown as 1. */
	'modal-hidden': { touches: 'answer', routes: ['runAction'] },
	/** No body: status 204 at trueai, else 200. */
	'empty-fetch': { touches: 'answer', routes: reading },
	/** The newer half of the list is missing. */
	'list-truncated': { touches: 'answer', routes: lists },
	/** new-api's body of an error that comes before the task: `statusCode` (503), `message`. */
	'error-openai-shape': { touches: 'answer', routes: api },
	/** `status` is an empty text. */
	'status-empty': { touches: 'task', routes: [...creation, ...reading] },
	/** Ids are numbers. */
	'id-number': { touches: 'task', routes: [...creation, ...reading] },
	/** Picture addresses begin with a slash. */
	'no-host-image': { touches: 'task', routes: [...creation, ...reading] },
	/** `state` is null until `delayMs` (15 s) after the creation. */
	'state-late': { touches: 'task', routes: creation },
} as const satisfies Record<string, { touches: 'answer' | 'task'; routes: readonly RouteName[] }>;

export type ProxyFaultKind = keyof typeof proxyFaultKinds;

/** The faults above with which the request takes effect. */
export const actedProxyFaults: readonly ProxyFaultKind[] = [
	'gateway-timeout',
	'no-account',
	'exists',
	'modal-hidden',
	'list-truncated',
];

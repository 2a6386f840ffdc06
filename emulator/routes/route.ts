import type { ApiKey } from '../accounts';
import { failure, htmlAnswer, success, type Answer } from '../answer';
import type { Body } from '../body';
import { requiredText } from '../body';
import type { Fault } from '../faults';
import type { JournalEntry } from '../journal';
import { refusals, type Refusal } from '../refusals';
import type { World } from '../world';
import type { RouteName } from './names';
import { midjourneyModel } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';

/** One request to one route. */
export interface Call {
	readonly world: World;
	readonly route: RouteName;
	/** Path and query, as sent. */
	readonly url: string;
	readonly query: Readonly<Record<string, string | undefined>>;
	/** Pieces of the path that the route leaves open; `*` for a rest with slashes. */
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly authorization: string | undefined;
	readonly body: Body;
	readonly entry: JournalEntry;
}

/** An endpoint. */
export interface Route {
	readonly name: RouteName;
	readonly method: 'GET' | 'POST';
	/** Every spelling of its path. */
	readonly paths: readonly string[];
	/** The answer to a good request. */
	handle: (call: Call) => Promise<Answer> | Answer;
	/** The answer when `handle` throws a Refusal. */
	refuse: (call: Call, refusal: Refusal) => Answer;
}

/** A call with the key it was made with. */
export interface ApiCall extends Call {
	readonly key: ApiKey;
}

export interface ApiRoute {
	readonly name: RouteName;
	readonly method?: 'GET' | 'POST';
	readonly paths: readonly string[];
	/** Which right the key must have. */
	readonly needs: 'midjourney' | 'file-v1' | 'admin' | 'any';
	/** Whether the documentation disagrees about its path. */
	readonly hasTwoSpellings?: boolean;
	/** `data` of the envelope. */
	handle: (call: ApiCall) => unknown;
	/** Text of `message`, where it is not `Success`. */
	message?: (data: unknown) => string;
}

/** An endpoint that checks the key and answers in the service's envelope. */
export function apiRoute(route: ApiRoute): Route {
	const { name, method = 'POST', paths, needs, handle, message } = route;
	return {
		name,
		method,
		paths,
		async handle(call) {
			if (isGone(route, call)) return htmlAnswer(404);
			const key = call.world.accounts.authenticate(call.authorization);
			call.entry.key = key.remark;
			checkRight(key, needs, call.body);
			const data = await handle({ ...call, key });
			return success(data, message?.(data));
		},
		refuse: ({ world }, refusal) => failure(refusal, world.variants),
	};
}

/** Whether a variant has taken the address away. */
function isGone({ needs, paths, hasTwoSpellings }: ApiRoute, { world, url }: Call): boolean {
	const { service, managementPaths } = world.variants;
	if (needs === 'midjourney') return service === 'retired';
	if (!hasTwoSpellings || managementPaths === 'both') return false;
	const known = managementPaths === 'first' ? paths[0] : paths[1];
	return known !== undefined && !url.replace(/\/{2,}/g, '/').startsWith(known);
}

function checkRight(key: ApiKey, needs: ApiRoute['needs'], body: Body): void {
	if (needs === 'any') return;
	if (needs === 'admin') {
		if (!key.isAdmin) throw refusals.notAdmin();
		return;
	}
	if (needs === 'midjourney' && requiredText(body, 'model') !== midjourneyModel) {
		throw refusals.wrongModel();
	}
	if (!key.permissions.includes(needs)) throw refusals.noPermission(needs);
}

/** An endpoint without the envelope: pictures and files. */
export function plainRoute(
	name: RouteName,
	path: string,
	handle: Route['handle'],
	refuse: Route['refuse'] = (_call, refusal) => htmlAnswer(refusal.statusCode),
): Route {
	return { name, method: 'GET', paths: [path], handle, refuse };
}

/** The faults that a creation on this route goes with, counted. */
export function takeTaskFaults({ world, route }: Call): { fault?: Fault; callbackFault?: Fault } {
	return {
		fault: world.faults.take(route, 'task'),
		callbackFault: world.faults.take(route, 'callback'),
	};
}

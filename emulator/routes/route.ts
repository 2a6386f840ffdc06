import type { IncomingHttpHeaders } from 'node:http';
import type { ApiKey } from '../accounts';
import { errorResponse, htmlResponse, successResponse, type HttpResponse } from '../httpResponse';
import type { Body } from '../body';
import { requiredText } from '../body';
import type { Fault } from '../faults';
import type { JournalEntry } from '../journal';
import { apiErrors, type ApiError } from '../apiErrors';
import type { World } from '../world';
import type { RouteName } from './names';
import { midjourneyModel } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';

/** One request to a route. */
export interface Call {
	readonly world: World;
	readonly route: RouteName;
	/** Path and query, as sent. */
	readonly url: string;
	readonly query: Readonly<Record<string, string | undefined>>;
	/** Path parameters. `*` is the rest of the path, with slashes. */
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly authorization: string | undefined;
	readonly headers: IncomingHttpHeaders;
	/** The armed fault that changes the response. */
	readonly fault?: Fault;
	readonly body: Body;
	readonly entry: JournalEntry;
}

/** An endpoint. */
export interface Route {
	readonly name: RouteName;
	readonly method: 'GET' | 'POST';
	/** All spellings of the path. */
	readonly paths: readonly string[];
	/** The response to a valid request. */
	handle: (call: Call) => Promise<HttpResponse> | HttpResponse;
	/** The response if `handle` throws an ApiError. */
	onError: (call: Call, error: ApiError) => HttpResponse;
	/** Whether the endpoint exists at present; yes if absent. */
	isOffered?: (world: World, params: Call['params']) => boolean;
	/** The response that a fault sends here instead of the usual one. undefined: the usual one. */
	onFault?: (
		call: Call,
		fault: Fault,
		response: HttpResponse | undefined,
	) => HttpResponse | undefined;
}

/** A call with its API key. */
export interface ApiCall extends Call {
	readonly key: ApiKey;
}

export interface ApiRoute {
	readonly name: RouteName;
	readonly method?: 'GET' | 'POST';
	readonly paths: readonly string[];
	/** The permission that the key must have. */
	readonly needs: 'midjourney' | 'file-v1' | 'admin' | 'any';
	/** Whether the documentation has two different paths for it. */
	readonly hasTwoSpellings?: boolean;
	/** `data` of the envelope. */
	handle: (call: ApiCall) => unknown;
	/** Text of `message`. Default: `Success`. */
	message?: (data: unknown) => string;
	/** The response with the data, if it is not the envelope with `message`. */
	respond?: (call: ApiCall, data: unknown) => HttpResponse;
}

/** An endpoint that checks the key and uses the service's envelope. */
export function apiRoute(route: ApiRoute): Route {
	const { name, method = 'POST', paths, needs, handle, message, respond } = route;
	return {
		name,
		method,
		paths,
		async handle(call) {
			if (isRemoved(route, call)) return htmlResponse(404);
			const key = call.world.accounts.authenticate(call.authorization);
			call.entry.key = key.remark;
			checkPermission(key, needs, call.body);
			const keyed = { ...call, key };
			const data = await handle(keyed);
			return respond?.(keyed, data) ?? successResponse(data, message?.(data));
		},
		onError: ({ world }, error) => errorResponse(error, world.variants),
	};
}

/** Whether a variant has removed the path. */
function isRemoved({ needs, paths, hasTwoSpellings }: ApiRoute, { world, url }: Call): boolean {
	const { service, managementPaths } = world.variants;
	if (needs === 'midjourney') return service === 'retired';
	if (!hasTwoSpellings || managementPaths === 'both') return false;
	const known = managementPaths === 'first' ? paths[0] : paths[1];
	return known !== undefined && !url.replace(/\/{2,}/g, '/').startsWith(known);
}

/** The documentation spells the permission `midJourney`, the example in it `midjourney`. */
const mayUse = ({ permissions }: ApiKey, model: string) =>
	permissions.some((permission) => permission.toLowerCase() === model);

function checkPermission(key: ApiKey, needs: ApiRoute['needs'], body: Body): void {
	if (needs === 'any') return;
	if (needs === 'admin') {
		if (!key.isAdmin) throw apiErrors.notAdmin();
		return;
	}
	if (needs === 'midjourney' && requiredText(body, 'model') !== midjourneyModel) {
		throw apiErrors.wrongModel();
	}
	if (!mayUse(key, needs)) throw apiErrors.noPermission(needs);
}

/** An endpoint without the envelope: pictures and files. */
export function plainRoute(
	name: RouteName,
	path: string,
	handle: Route['handle'],
	onError: Route['onError'] = (_call, error) => htmlResponse(error.statusCode),
): Route {
	return { name, method: 'GET', paths: [path], handle, onError };
}

/** Takes the armed task fault and callback fault of a creation route. */
export function takeTaskFaults({ world, route }: Call): { fault?: Fault; callbackFault?: Fault } {
	return {
		fault: world.faults.take(route, 'task'),
		callbackFault: world.faults.take(route, 'callback'),
	};
}

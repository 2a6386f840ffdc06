import type { ApiKey } from '../accounts';
import type { HttpResponse } from '../httpResponse';
import type { Call, Route } from '../routes/route';
import type { World } from '../world';
import { refusedResponse, submitResponse, type SubmitAnswer } from './answers';
import { authenticate, checkModel } from './authentication';
import { proxyEndpoints, type ProxyEndpoint } from './endpoints';
import { proxyFaultResponse } from './faultAnswers';
import { passOn } from './gateway';
import { refusals } from './refusal';
import { modeOfPrefix, prefixRules, type GatewayName, type Mode, type ServerName } from './variant';

/** A call of this wire with its key. */
export interface ProxyCall extends Call {
	readonly key: ApiKey;
	readonly server: ServerName;
	readonly gateway: GatewayName | null;
	/** The speed that the path chooses. null: none. */
	readonly mode: Mode | null;
	/** Price of a new task in tokens. Servers have no prices. */
	readonly cost: number;
}

/** What creates a task, or uploads, at the server. Throws a Refusal. */
export type Submit = (call: ProxyCall) => Promise<SubmitAnswer>;

export type EndpointName = keyof typeof proxyEndpoints;

/** An endpoint that checks the key. */
export function proxyRoute(
	name: EndpointName,
	handle: (call: ProxyCall) => Promise<HttpResponse> | HttpResponse,
): Route {
	return endpointRoute(name, async (call) => {
		const key = authenticate(call);
		call.entry.key = key.remark;
		const { server, gateway } = call.world.proxy.layers;
		return await handle({ ...call, key, server, gateway, mode: modeOf(call), cost: 0 });
	});
}

/** An endpoint that only reads. */
export const readingRoute: typeof proxyRoute = (name, handle) =>
	proxyRoute(name, (call) => {
		checkModel(call, call.key, '');
		return handle(call);
	});

/** An endpoint that creates a task. At a gateway the request is checked, passed on, and recorded. */
export const submitRoute = (name: EndpointName, submit: Submit): Route =>
	proxyRoute(name, async (call) => {
		const { gateway } = call;
		if (gateway !== null) return await passOn({ ...call, gateway }, name, submit);
		if (call.fault?.fault === 'no-account') throw refusals.noAccount();
		return submitResponse(await submit(call));
	});

/** An endpoint below `/mj`, with and without a segment in front. */
export function endpointRoute(name: EndpointName, handle: Route['handle']): Route {
	const { method, paths, at }: ProxyEndpoint = proxyEndpoints[name];
	return {
		name,
		method,
		paths: paths.flatMap((path) => [`/mj${path}`, `/:prefix/mj${path}`]),
		isOffered: (world, { prefix }) =>
			at.includes(world.settings.proxyVariant) && isKnownPrefix(world, prefix),
		handle,
		onError: ({ world }, error) => refusedResponse(world, error),
		onFault: proxyFaultResponse,
	};
}

function isKnownPrefix({ settings }: World, prefix: string | undefined): boolean {
	if (prefix === undefined) return true;
	const rule = prefixRules[settings.proxyVariant];
	return rule === 'words' ? prefix in modeOfPrefix : rule !== 'none';
}

/** Throws if one-hub does not know the segment. new-api takes every segment and ignores it. */
function modeOf({ world, params }: Call): Mode | null {
	const { prefix } = params;
	const rule = prefixRules[world.settings.proxyVariant];
	if (prefix === undefined || rule === 'ignored') return rule === 'checked' ? 'FAST' : null;
	const mode = modeOfPrefix[prefix];
	if (!mode) throw refusals.gateway('无效的加速模式');
	return mode;
}

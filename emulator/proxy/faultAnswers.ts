import type { Fault } from '../faults';
import { jsonResponse, type HttpResponse } from '../httpResponse';
import type { Call } from '../routes/route';
import {
	emptyFetch,
	internalError,
	refusedResponse,
	submitResponse,
	tooManyResponse,
	trueaiError,
} from './answers';
import { gatewayError } from './gatewayBodies';
import { codes, refusals } from './refusal';

/** Routes that can use only the account of their source task. */
const boundRoutes: readonly string[] = ['runAction', 'change', 'simpleChange', 'modal'];

/** The response that a fault sends in this wire. undefined: the fault changes nothing here. */
export function proxyFaultResponse(
	{ world, route, url }: Call,
	fault: Fault,
	response: HttpResponse | undefined,
): HttpResponse | undefined {
	const { server } = world.proxy.layers;
	switch (fault.fault) {
		case 'status-429':
			return tooManyResponse(world, fault.retryAfter);
		case 'status-500':
			return internalError(world, url, fault.message ?? 'Internal server error');
		case 'error-in-200': {
			const { statusCode: code = codes.failed, message: description = 'Unexpected error' } = fault;
			return submitResponse({ code, description });
		}
		case 'queue-full':
			return refusedResponse(world, refusals.queueFull(server, boundRoutes.includes(route)));
		case 'empty-fetch':
			return emptyFetch(server);
		case 'user-limit': {
			const message = fault.message ?? '并发数已达上限';
			return server === 'trueai' && route !== 'imagine'
				? trueaiError(world, 0, message)
				: refusedResponse(world, refusals.invalid(message));
		}
		case 'error-openai-shape': {
			const { statusCode = 503, message = '当前分组 default 下对于模型 mj_imagine 无可用渠道' } =
				fault;
			return jsonResponse(gatewayError('new-api', statusCode, message), statusCode);
		}
		case 'gateway-timeout':
			return jsonResponse(
				{ description: 'do_request_failed ', type: 'upstream_error', code: codes.upstream },
				400,
			);
		case 'modal-hidden':
			return withBody(response, (text) => text.replace(/"code":21\b/, '"code":1'));
		case 'list-truncated':
			return withBody(response, olderHalf);
		default:
			return undefined;
	}
}

function withBody(response: HttpResponse | undefined, change: (text: string) => string) {
	return response && typeof response.body === 'string'
		? { ...response, body: change(response.body) }
		: undefined;
}

/** A list without its newer half. */
function olderHalf(text: string): string {
	const value: unknown = JSON.parse(text);
	const cut = (list: unknown[]) => list.slice(Math.ceil(list.length / 2));
	if (Array.isArray(value)) return JSON.stringify(cut(value));
	const page = value as { content?: unknown[] };
	return page.content ? JSON.stringify({ ...page, content: cut(page.content) }) : text;
}

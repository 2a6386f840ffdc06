import type { ApiError } from '../apiErrors';
import { htmlResponse, jsonResponse, type HttpResponse } from '../httpResponse';
import type { World } from '../world';
import { gatewayError, gatewayPage } from './gatewayBodies';
import { codes, KeyRefusal, Refusal } from './refusal';
import type { GatewayName, ServerName } from './variant';

/** The answer to a creation. `result`: the id; of an upload the addresses. */
export interface SubmitAnswer {
	code: number;
	description: string;
	result?: string | number | string[] | null;
	properties?: Record<string, unknown>;
}

export function submitResponse(answer: SubmitAnswer, status = 200): HttpResponse {
	const { code, description, result = null, properties = {} } = answer;
	const body = { code, description, result, properties };
	return { ...jsonResponse(body, status), statusCode: code };
}

const text = (status: number, body: string): HttpResponse => ({
	status,
	headers: { 'content-type': 'text/plain; charset=utf-8' },
	body,
});

/** An empty response. */
export const emptyResponse = (status: number): HttpResponse => ({ status, headers: {}, body: '' });

/** The response to a request that is refused. */
export function refusedResponse(world: World, error: ApiError): HttpResponse {
	const { statusCode, message } = error;
	if (error instanceof KeyRefusal) {
		const { body } = error;
		if (body === '') return emptyResponse(statusCode);
		return typeof body === 'string' ? text(statusCode, body) : jsonResponse(body, statusCode);
	}
	const { gateway } = world.proxy.layers;
	if (!(error instanceof Refusal)) {
		return submitResponse({ code: codes.invalid, description: message });
	}
	if (error.by === 'gateway' && gateway !== null) {
		return ownRefusal(gateway, statusCode, message, error.status);
	}
	const answer = { code: statusCode, description: message, properties: error.properties };
	return submitResponse(answer, error.status);
}

/** A refusal of the gateway itself. new-api puts a space and nothing after the text. */
function ownRefusal(
	gateway: GatewayName,
	code: number,
	message: string,
	status = 400,
): HttpResponse {
	const isUpstream = gateway === 'new-api' || code === codes.upstream;
	const body = {
		description: gateway === 'new-api' ? `${message} ` : message,
		type: isUpstream ? 'upstream_error' : 'one_hub_error',
		code,
	};
	return { ...jsonResponse(body, status), statusCode: code };
}

/** The page of Spring for an error that no controller handles. */
const springError = (world: World, status: number, error: string, path: string) =>
	jsonResponse({ timestamp: world.clock.iso(world.clock.now()), status, error, path }, status);

/** trueai's second shape of an error. */
export const trueaiError = (world: World, code: number, message: string, status = 200) =>
	jsonResponse({ success: false, code, message, timestamp: world.clock.serviceNow() }, status);

/** The response for an address below `/mj` that the variant does not have. Gateways send their web page. */
export function missingResponse(world: World, url: string): HttpResponse {
	const { server, gateway } = world.proxy.layers;
	if (gateway !== null) return { ...htmlResponse(200), body: gatewayPage };
	if (server === 'trueai') return emptyResponse(404);
	return springError(world, 404, 'Not Found', url.replace(/\?.*/, ''));
}

/** The response to a body that is no valid JSON. */
export function unreadableResponse(world: World, url: string, message: string): HttpResponse {
	const { server, gateway } = world.proxy.layers;
	if (gateway === 'new-api') {
		return jsonResponse(gatewayError(gateway, 400, `Invalid request, ${message}`), 400);
	}
	if (gateway !== null) return ownRefusal(gateway, codes.invalid, 'bind_request_body_failed');
	if (server === 'trueai') {
		const errors = { $: [message] };
		return jsonResponse(
			{ title: 'One or more validation errors occurred.', status: 400, errors },
			400,
		);
	}
	return springError(world, 400, 'Bad Request', url);
}

/** Too many requests. `retryAfter`: value of the header. */
export function tooManyResponse(world: World, retryAfter?: number | string): HttpResponse {
	const { server, gateway } = world.proxy.layers;
	const headers: Record<string, string> =
		retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
	const saturated = '当前分组上游负载已饱和，请稍后再试';
	const response =
		gateway !== null
			? ownRefusal(gateway, codes.saturated, saturated, 429)
			: server === 'trueai'
				? text(429, 'Too Many Requests')
				: htmlResponse(429);
	return { ...response, headers: { ...response.headers, ...headers } };
}

/** An error inside of the program. */
export function internalError(world: World, url: string, message: string): HttpResponse {
	const { server, gateway } = world.proxy.layers;
	if (gateway !== null) return jsonResponse(gatewayError(gateway, 500, message), 500);
	if (server === 'trueai') return trueaiError(world, 500, message, 500);
	return springError(world, 500, 'Internal Server Error', url);
}

/** The answer to a task that does not exist. Both gateways send the same. */
export function unknownTaskResponse(world: World): HttpResponse {
	const { server, gateway } = world.proxy.layers;
	if (gateway !== null) return ownRefusal('new-api', codes.invalid, 'task_no_found');
	return emptyResponse(server === 'trueai' ? 204 : 200);
}

/** The body of an answer that has none, as each server sends it. */
export const emptyFetch = (server: ServerName) => emptyResponse(server === 'trueai' ? 204 : 200);

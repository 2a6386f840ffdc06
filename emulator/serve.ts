import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendNothing, sendShortened, sendTrickled } from './contrary/delivery';
import { fullQueueError } from './contrary/errorForms';
import { takeOddAnswer, type OddAnswer } from './contrary/oddAnswers';
import { errorResponse, htmlResponse, jsonResponse, type HttpResponse } from './httpResponse';
import type { Body } from './body';
import type { Fault } from './faults';
import { shorten, type JournalEntry } from './journal';
import { isProxyUrl } from './proxy/endpoints';
import { actedProxyFaults } from './proxy/proxyFaults';
import { ApiError, apiErrors } from './apiErrors';
import { routeGroups, type RouteName } from './routes/names';
import type { Call, Route } from './routes/route';
import type { World } from './world';

/** Faults with which the request takes effect by default. */
const actedByDefault: readonly string[] = [
	...['reset-after', 'slow', 'truncated-json', 'image-cut'],
	...actedProxyFaults,
];
const defaultSlowMs = 10_000;

/** Handles one request to a route: latency, armed fault, response, log. */
export async function serve(
	world: World,
	route: Route,
	request: FastifyRequest,
	reply: FastifyReply,
	entry: JournalEntry,
): Promise<FastifyReply> {
	const body = (request.body ?? { fields: {}, files: {} }) as Body;
	entry.body = shorten(body.fields);
	const started = world.clock.now();
	await world.clock.wait(world.settings.latencyMs / 2);
	const fault = world.faults.take(route.name, 'answer');
	if (fault) entry.fault = fault.fault;
	const call: Call = {
		world,
		route: route.name,
		url: request.url,
		query: firstValues(request.query),
		params: request.params as Call['params'],
		authorization: request.headers.authorization,
		headers: request.headers,
		fault,
		body,
		entry,
	};
	const odd = fault || isProxyUrl(request.url) ? undefined : takeOddAnswer(world, route.name);
	if (odd) entry.fault = odd.name;
	const acts = odd?.acts ?? (!fault || (fault.acted ?? actedByDefault.includes(fault.fault)));
	if (fault?.fault === 'slow' && !acts) await world.clock.wait(fault.delayMs ?? defaultSlowMs);
	const response = acts || fault?.fault === 'slow' ? await responseOf(route, call) : undefined;
	if (fault?.fault === 'slow' && acts) await world.clock.wait(fault.delayMs ?? defaultSlowMs);
	await world.clock.wait(world.settings.latencyMs / 2);
	entry.ms = Math.round(world.clock.now() - started);
	// The date header shows the same clock as the times in responses.
	reply.raw.setHeader('date', new Date(world.clock.serviceNow()).toUTCString());
	if (odd) return await respondOddly(world, reply, entry, response, odd);
	const faulty = fault && (route.onFault?.(call, fault, response) ?? faultResponse(world, fault));
	return await respond(world, route.name, reply, entry, faulty ?? response, fault);
}

/** Sends the answer that a variant wants instead of the usual one. */
async function respondOddly(
	world: World,
	reply: FastifyReply,
	entry: JournalEntry,
	response: HttpResponse | undefined,
	odd: OddAnswer,
): Promise<FastifyReply> {
	if (odd.delivery === 'closed') return resetConnection(reply, entry);
	if (odd.delivery === 'never') {
		entry.status = null;
		return await sendNothing(world, reply);
	}
	const sent = odd.response ?? response ?? internalError();
	entry.status = sent.status;
	entry.statusCode = sent.statusCode;
	if (odd.delivery === 'trickled') return await sendTrickled(world, reply, sent);
	return send(reply, odd.delivery === 'half' ? halfOf(sent) : sent);
}

/** The first half of a body, as if it were the whole. */
function halfOf(response: HttpResponse): HttpResponse {
	const { body } = response;
	if (typeof body !== 'string') return response;
	return { ...response, body: body.slice(0, Math.ceil(body.length / 2)) };
}

async function responseOf(route: Route, call: Call): Promise<HttpResponse> {
	try {
		return await route.handle(call);
	} catch (error) {
		if (error instanceof ApiError) return route.onError(call, error);
		throw error;
	}
}

/** Sends the response, changed by the fault. */
async function respond(
	world: World,
	route: RouteName,
	reply: FastifyReply,
	entry: JournalEntry,
	response: HttpResponse | undefined,
	fault: Fault | undefined,
): Promise<FastifyReply> {
	if (fault?.fault === 'reset-before' || fault?.fault === 'reset-after') {
		return resetConnection(reply, entry);
	}
	const sent = response ?? htmlResponse(500);
	entry.status = sent.status;
	entry.statusCode = sent.statusCode;
	if (fault?.fault === 'image-cut') return await sendHalf(reply, sent);
	if (fault?.fault === 'truncated-json') return send(reply, halfOf(sent));
	if (!fault && endsEarly(world, route, sent)) return await sendShortened(reply, sent);
	return send(reply, sent);
}

/** Whether a variant wants this picture to end early. */
function endsEarly({ variants, occasions }: World, route: RouteName, { status }: HttpResponse) {
	const isPicture = (routeGroups.pictures as readonly RouteName[]).includes(route);
	if (!isPicture || status !== 200 || variants.pictureBody === 'whole') return false;
	return occasions.isOdd('pictureBody', variants);
}

const internalError = (message = 'Internal server error'): HttpResponse => ({
	...jsonResponse({ statusCode: 500, message, data: null }, 500),
	statusCode: 500,
});

/** The response that a fault sends instead of the real one. undefined: the real one is sent. */
function faultResponse(world: World, fault: Fault): HttpResponse | undefined {
	switch (fault.fault) {
		case 'status-429': {
			const headers =
				fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
			const { statusCode, message } = apiErrors.tooManyCalls();
			return { ...jsonResponse({ statusCode, message, data: null }, 429, headers), statusCode };
		}
		case 'status-500':
			return internalError(fault.message);
		case 'html-502':
			return htmlResponse(502);
		case 'not-found':
			return htmlResponse(404);
		case 'html-200':
			return htmlResponse(200);
		case 'redirect':
			return { status: 302, headers: { location: fault.location ?? world.address }, body: '' };
		case 'error-in-200': {
			const { statusCode = 500, message = 'Unexpected error', errorType } = fault;
			const body = { statusCode, ...(errorType && { errorType }), message, data: null };
			return { ...jsonResponse(body), statusCode };
		}
		case 'queue-full': {
			const limit = world.accounts.queueLimit(world.accounts.main);
			return errorResponse(fullQueueError(limit, world.variants), world.variants);
		}
		default:
			return undefined;
	}
}

function send(reply: FastifyReply, { status, headers, body }: HttpResponse): FastifyReply {
	reply.code(status).headers(headers);
	if (typeof body === 'string' || Buffer.isBuffer(body)) return reply.send(body);
	return reply.header('content-length', body.length).send(Readable.from(body.chunks));
}

/** Closes the connection without a response. */
function resetConnection(reply: FastifyReply, entry: JournalEntry): FastifyReply {
	entry.status = null;
	reply.hijack();
	reply.raw.socket?.resetAndDestroy();
	return reply;
}

/** Sends the headers of the whole body but only half of the bytes, then closes the connection. */
async function sendHalf(
	reply: FastifyReply,
	{ status, headers, body }: HttpResponse,
): Promise<FastifyReply> {
	const whole = typeof body === 'string' ? Buffer.from(body) : body;
	reply.hijack();
	reply.raw.writeHead(status, { ...headers, 'content-length': whole.length });
	let left = Math.floor(whole.length / 2);
	for (const chunk of Buffer.isBuffer(whole) ? [whole] : whole.chunks) {
		const part = chunk.subarray(0, left);
		left -= part.length;
		await new Promise((written) => reply.raw.write(part, written));
		if (left <= 0) break;
	}
	reply.raw.destroy();
	return reply;
}

/** Query parameters. If one is repeated, its first value is used. */
function firstValues(query: unknown): Record<string, string | undefined> {
	return Object.fromEntries(
		Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [
			name,
			Array.isArray(value) ? value[0] : value,
		]),
	);
}

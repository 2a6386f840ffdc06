import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failure, htmlAnswer, jsonAnswer, type Answer } from './answer';
import type { Body } from './body';
import type { Fault } from './faults';
import { shortened, type JournalEntry } from './journal';
import { Refusal, refusals } from './refusals';
import type { Call, Route } from './routes/route';
import type { World } from './world';

/** Faults after which the request has taken effect, unless the fault says otherwise. */
const actedByDefault: readonly string[] = ['reset-after', 'slow', 'truncated-json', 'image-cut'];
const usualSlownessMs = 10_000;

/** Handles one request to a route: latency, the armed fault, the answer, the log. */
export async function serve(
	world: World,
	route: Route,
	request: FastifyRequest,
	reply: FastifyReply,
	entry: JournalEntry,
): Promise<FastifyReply> {
	const body = (request.body ?? { fields: {}, files: {} }) as Body;
	entry.body = shortened(body.fields);
	const started = world.clock.now();
	await world.clock.wait(world.settings.latencyMs / 2);
	const call: Call = {
		world,
		route: route.name,
		url: request.url,
		query: firstValues(request.query),
		params: request.params as Call['params'],
		authorization: request.headers.authorization,
		body,
		entry,
	};
	const fault = world.faults.take(route.name, 'answer');
	if (fault) entry.fault = fault.fault;
	const acts = !fault || (fault.acted ?? actedByDefault.includes(fault.fault));
	if (fault?.fault === 'slow' && !acts) await world.clock.wait(fault.delayMs ?? usualSlownessMs);
	const answer = acts || fault?.fault === 'slow' ? await answerOf(route, call) : undefined;
	if (fault?.fault === 'slow' && acts) await world.clock.wait(fault.delayMs ?? usualSlownessMs);
	await world.clock.wait(world.settings.latencyMs / 2);
	entry.ms = Math.round(world.clock.now() - started);
	return await respond(world, reply, entry, answer, fault);
}

async function answerOf(route: Route, call: Call): Promise<Answer> {
	try {
		return await route.handle(call);
	} catch (error) {
		if (error instanceof Refusal) return route.refuse(call, error);
		throw error;
	}
}

/** Sends the answer, or what the fault makes of it. */
async function respond(
	world: World,
	reply: FastifyReply,
	entry: JournalEntry,
	answer: Answer | undefined,
	fault: Fault | undefined,
): Promise<FastifyReply> {
	if (fault?.fault === 'reset-before' || fault?.fault === 'reset-after') return cut(reply, entry);
	// The clock that its times follow, as with every server.
	reply.header('date', new Date(world.clock.shownNow()).toUTCString());
	const faulty = fault && replacement(world, fault);
	const sent = faulty ?? answer ?? htmlAnswer(500);
	entry.status = sent.status;
	entry.statusCode = sent.statusCode;
	if (fault?.fault === 'image-cut') return await sendHalf(reply, sent);
	if (fault?.fault === 'truncated-json' && typeof sent.body === 'string') {
		return send(reply, { ...sent, body: sent.body.slice(0, Math.ceil(sent.body.length / 2)) });
	}
	return send(reply, sent);
}

/** The answer that a fault gives in place of the real one. */
function replacement(world: World, fault: Fault): Answer | undefined {
	switch (fault.fault) {
		case 'status-429': {
			const headers =
				fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
			const { statusCode, message } = refusals.tooManyCalls();
			return { ...jsonAnswer({ statusCode, message, data: null }, 429, headers), statusCode };
		}
		case 'status-500': {
			const body = {
				statusCode: 500,
				message: fault.message ?? 'Internal server error',
				data: null,
			};
			return { ...jsonAnswer(body, 500), statusCode: 500 };
		}
		case 'html-502':
			return htmlAnswer(502);
		case 'not-found':
			return htmlAnswer(404);
		case 'html-200':
			return htmlAnswer(200);
		case 'redirect':
			return { status: 302, headers: { location: fault.location ?? world.address }, body: '' };
		case 'error-in-200': {
			const { statusCode = 500, message = 'Unexpected error', errorType } = fault;
			const body = { statusCode, ...(errorType && { errorType }), message, data: null };
			return { ...jsonAnswer(body), statusCode };
		}
		case 'queue-full': {
			const limit = world.accounts.queueLimit(world.accounts.main);
			const statusCode = Number(world.variants.queueFull);
			return failure(refusals.queueFull(limit, statusCode), world.variants);
		}
		default:
			return undefined;
	}
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
	reply.code(status).headers(headers);
	if (typeof body === 'string' || Buffer.isBuffer(body)) return reply.send(body);
	return reply.header('content-length', body.length).send(Readable.from(body.pieces));
}

/** Cuts the connection without an answer. */
function cut(reply: FastifyReply, entry: JournalEntry): FastifyReply {
	entry.status = null;
	reply.hijack();
	reply.raw.socket?.resetAndDestroy();
	return reply;
}

/** Promises the whole body, sends half of it and cuts the connection. */
async function sendHalf(
	reply: FastifyReply,
	{ status, headers, body }: Answer,
): Promise<FastifyReply> {
	const whole = typeof body === 'string' ? Buffer.from(body) : body;
	reply.hijack();
	reply.raw.writeHead(status, { ...headers, 'content-length': whole.length });
	let left = Math.floor(whole.length / 2);
	for (const piece of Buffer.isBuffer(whole) ? [whole] : whole.pieces) {
		const part = piece.subarray(0, left);
		left -= part.length;
		await new Promise((written) => reply.raw.write(part, written));
		if (left <= 0) break;
	}
	reply.raw.destroy();
	return reply;
}

/** Of a query parameter that is repeated, the first counts. */
function firstValues(query: unknown): Record<string, string | undefined> {
	return Object.fromEntries(
		Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [
			name,
			Array.isArray(value) ? value[0] : value,
		]),
	);
}

import type { FastifyReply } from 'fastify';
import type { HttpResponse } from '../httpResponse';
import type { World } from '../world';

const slices = 20;
const sliceEveryMs = 15_000;
/** Even a service that never answers closes the connection some day. */
const closedAfterMs = 2 * 3_600_000;

const bytesOf = ({ body }: HttpResponse): Buffer =>
	typeof body === 'string' || Buffer.isBuffer(body)
		? Buffer.from(body)
		: Buffer.concat([...body.chunks]);

/** Takes the response over, so that its bytes can be sent one part after the other. */
function takeOver(reply: FastifyReply, response: HttpResponse, more: object): FastifyReply['raw'] {
	reply.hijack();
	reply.raw.writeHead(response.status, { ...response.headers, ...more });
	return reply.raw;
}

/** Sends the body in twenty parts, one each fifteen seconds. */
export async function sendTrickled(
	{ clock }: World,
	reply: FastifyReply,
	response: HttpResponse,
): Promise<FastifyReply> {
	const bytes = bytesOf(response);
	const raw = takeOver(reply, response, { 'content-length': bytes.length });
	const length = Math.ceil(bytes.length / slices);
	for (let start = 0; start < bytes.length && !raw.destroyed; start += length) {
		await clock.wait(sliceEveryMs);
		raw.write(bytes.subarray(start, start + length));
	}
	raw.end();
	return reply;
}

/** Sends nothing, until the client has closed the connection. */
export async function sendNothing({ clock }: World, reply: FastifyReply): Promise<FastifyReply> {
	reply.hijack();
	const { raw } = reply;
	const timer = new AbortController();
	await Promise.race([
		new Promise((closed) => raw.once('close', closed)),
		clock.wait(closedAfterMs, timer.signal),
	]);
	timer.abort();
	raw.destroy();
	return reply;
}

/** Sends half of the body. Its length is not announced, so the end looks like the end of the file. */
export async function sendShortened(
	reply: FastifyReply,
	response: HttpResponse,
): Promise<FastifyReply> {
	const bytes = bytesOf(response);
	reply.raw.useChunkedEncodingByDefault = false;
	const raw = takeOver(reply, response, { connection: 'close' });
	await new Promise<void>((sent) => raw.end(bytes.subarray(0, Math.floor(bytes.length / 2)), sent));
	return reply;
}

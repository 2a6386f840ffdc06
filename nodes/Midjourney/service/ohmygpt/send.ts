import { now } from '../../async/sleep';
import { sendRequest, type ApiClient, type ApiRequest } from '../client';
import { failure, type Result } from '../result';
import { readEnvelope } from './envelope';
import { requestTimeoutMs } from './facts/accountLimits';

type OhMyGptRequest = Omit<ApiRequest, 'timeoutMs'>;

/** Sends a request and reads the envelope of the response. `path` is one of `facts/endpoints`. Never throws. */
export async function send(client: ApiClient, request: OhMyGptRequest): Promise<Result<unknown>> {
	const sent = await sendRequest(client, { ...request, timeoutMs: requestTimeoutMs });
	return sent.ok ? readEnvelope(sent.data, now()) : sent;
}

/** Tries the documented spellings of a path in turn; one that does not exist has done nothing. */
export async function sendToFirst(
	client: ApiClient,
	paths: readonly string[],
	request: Omit<OhMyGptRequest, 'path'>,
): Promise<Result<unknown>> {
	let result: Result<unknown> = failure({ kind: 'gone', message: 'no path to try' });
	for (const path of paths) {
		result = await send(client, { ...request, path });
		if (result.ok || !['gone', 'notFound'].includes(result.failure.kind)) return result;
	}
	return result;
}

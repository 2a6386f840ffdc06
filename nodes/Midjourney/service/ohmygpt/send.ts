import { now } from '../../async/sleep';
import { sendRequest, type ApiClient, type ApiRequest, type HttpResponse } from '../client';
import { failure, type Failure, type Result } from '../result';
import { readEnvelope } from './envelope';
import { requestLimits } from './facts/accountLimits';

type OhMyGptRequest = Omit<ApiRequest, 'limits'> & Partial<Pick<ApiRequest, 'limits'>>;

/** Sends a request; its response as it came. `path` is one of `facts/endpoints`. Never throws. */
export const exchange = async (
	client: ApiClient,
	request: OhMyGptRequest,
): Promise<Result<HttpResponse>> =>
	await sendRequest(client, { limits: requestLimits.writing, ...request });

/** Sends a request and reads the envelope of the response. Never throws. */
export async function send(client: ApiClient, request: OhMyGptRequest): Promise<Result<unknown>> {
	const sent = await exchange(client, request);
	return sent.ok ? readEnvelope(sent.data, now()) : sent;
}

/** Whether there is no such path, according to the service or to a gateway. */
const isUnknownPath = ({ status = 0 }: Failure) => [404, 405, 410].includes(status);

/** Tries the documented spellings of a path in turn; one that does not exist has done nothing. */
export async function sendToFirst(
	client: ApiClient,
	paths: readonly string[],
	request: Omit<OhMyGptRequest, 'path'>,
): Promise<Result<unknown>> {
	let result: Result<unknown> = failure({ kind: 'gone', message: 'no path to try' });
	for (const path of paths) {
		result = await send(client, { ...request, path });
		if (result.ok || !isUnknownPath(result.failure)) return result;
	}
	return result;
}

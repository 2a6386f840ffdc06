import { isObject, toNumber } from '../../model/json';
import { encodeUrlPart } from '../../model/url';
import { sendRequest, type ApiClient } from '../client';
import { failure, success, type Result } from '../result';
import { endpoints, requestLimits } from './facts/wire';
import { readOptional } from './missingAddress';

/** The seed with which Midjourney has made the picture of a task. It may take a minute. */
export async function getProxySeed(client: ApiClient, taskId: string): Promise<Result<number>> {
	const sent = await sendRequest(client, {
		method: 'GET',
		path: endpoints.seed.join(encodeUrlPart(taskId)),
		limits: requestLimits.seed,
	});
	if (!sent.ok) return sent;
	const result = readOptional('seed', sent.data);
	if (!result.ok) return result;
	const { result: text } = isObject(result.data) ? result.data : {};
	const seed = toNumber(text);
	return seed !== null && Number.isInteger(seed) && seed >= 0
		? success(seed)
		: failure({ kind: 'unreadable', status: 200, message: 'the response names no seed' });
}

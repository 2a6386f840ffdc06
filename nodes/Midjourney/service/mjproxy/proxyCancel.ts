import { encodeUrlPart } from '../../model/url';
import { sendRequest, type ApiClient } from '../client';
import type { Result } from '../result';
import { endpoints, requestLimits } from './facts/wire';
import { readOptional } from './missingAddress';

/** Asks for the end of a task. One server says yes to everybody and obeys administrators only, so the answer proves nothing. */
export async function cancelProxyTask(client: ApiClient, taskId: string): Promise<Result<unknown>> {
	const sent = await sendRequest(client, {
		path: endpoints.cancel.join(encodeUrlPart(taskId)),
		body: {},
		limits: requestLimits.reading,
	});
	return sent.ok ? readOptional('cancel', sent.data) : sent;
}

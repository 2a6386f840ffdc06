import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { endpoints } from './facts/endpoints';
import { taskPage } from './facts/accountLimits';
import { midjourneyModel } from './facts/vocabulary';
import { failure } from '../result';
import type { Result } from '../result';
import { readSettings } from './settings';
import { isObject, readEnvelope } from './envelope';
import { explain } from '../errors';
import { networkFailure } from '../client';

const testTimeoutMs = 20_000;

/** The smallest page of the task list: free of charge, and it needs just the key and its Midjourney permission. */
async function askForTasks(
	{ helpers }: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<Result<unknown>> {
	const data = credential.data ?? {};
	const key = typeof data.apiKey === 'string' ? data.apiKey.trim() : '';
	try {
		// Credential tests are given this helper only.
		const response: unknown = await helpers.request({
			method: 'POST',
			uri: `${readSettings(data).apiBaseUrl}${endpoints.taskList}`,
			qs: { page: 1, pageSize: taskPage.min },
			headers: {
				Authorization: `Bearer ${key}`,
				'Content-Type': 'application/json',
				Accept: 'application/json',
			},
			body: JSON.stringify({ model: midjourneyModel }),
			timeout: testTimeoutMs,
			followRedirect: false,
			resolveWithFullResponse: true,
			simple: false,
		});
		const { statusCode, headers, body } = isObject(response) ? response : {};
		return readEnvelope(
			{
				status: typeof statusCode === 'number' ? statusCode : 0,
				headers: isObject(headers) ? headers : {},
				body: typeof body === 'string' ? body : JSON.stringify(body ?? ''),
			},
			Date.now(),
		);
	} catch (error) {
		return failure(networkFailure(error, false));
	}
}

/** Tells a wrong key, a key without Midjourney permission and a wrong address apart, errors inside HTTP 200 included. */
export async function ohMyGptApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const answer = await askForTasks(this, credential);
	if (answer.ok) return { status: 'OK', message: 'The key works and may use Midjourney' };
	const { message, description } = explain(answer.failure);
	return { status: 'Error', message: `${message}. ${description}` };
}

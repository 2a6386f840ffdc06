import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { now } from '../../async/sleep';
import { isObject } from '../../model/json';
import { networkFailure } from '../client';
import { explain } from '../errors';
import { failure, type Result } from '../result';
import { readEnvelope } from './envelope';
import { taskPage } from './facts/accountLimits';
import { endpoints } from './facts/endpoints';
import { midjourneyModel } from './facts/vocabulary';
import { readSettings } from './settings';

const testTimeoutMs = 20_000;

/** The smallest page of the task list is free of charge, and needs just the key and its Midjourney permission. */
async function readSmallestPage(
	{ helpers }: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<Result<unknown>> {
	const data = credential.data ?? {};
	const key = typeof data.apiKey === 'string' ? data.apiKey.trim() : '';
	try {
		// Credential tests have this helper only.
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
			now(),
		);
	} catch (error) {
		return failure(networkFailure(error));
	}
}

/** Distinguishes a wrong key, a key without Midjourney permission and a wrong address; errors come inside HTTP 200 too. */
export async function ohMyGptApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const result = await readSmallestPage(this, credential);
	if (result.ok) return { status: 'OK', message: 'The key works and may use Midjourney' };
	const { message, description } = explain(result.failure);
	return { status: 'Error', message: `${message}. ${description}` };
}

import type { IDataObject, ICredentialTestFunctions } from 'n8n-workflow';

import { isObject } from '../model/json';
import { networkFailure, type HttpResponse } from './client';
import { failure, success, type Result } from './result';

const testTimeoutMs = 20_000;

interface TestRequest {
	url: string;
	query?: IDataObject;
	headers: Record<string, string>;
	body: IDataObject;
}

/** Sends the one request of a credential's test. Never throws. */
export async function sendTestRequest(
	{ helpers }: ICredentialTestFunctions,
	{ url, query, headers, body: sent }: TestRequest,
): Promise<Result<HttpResponse>> {
	try {
		// Credential tests have this helper only.
		const response: unknown = await helpers.request({
			method: 'POST',
			uri: url,
			...(query ? { qs: query } : {}),
			headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify(sent),
			timeout: testTimeoutMs,
			followRedirect: false,
			resolveWithFullResponse: true,
			simple: false,
		});
		const { statusCode, headers: received, body } = isObject(response) ? response : {};
		return success({
			status: typeof statusCode === 'number' ? statusCode : 0,
			headers: isObject(received) ? received : {},
			body: typeof body === 'string' ? body : JSON.stringify(body ?? ''),
		});
	} catch (error) {
		return failure(networkFailure(error));
	}
}

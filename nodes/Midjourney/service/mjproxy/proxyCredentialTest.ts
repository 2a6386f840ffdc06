import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { sendTestRequest } from '../credentialRequest';
import { explain } from '../errors';
import type { HttpResponse } from '../client';
import type { Failure } from '../result';
import { headersOf } from './facts/keyHeaders';
import { texts } from './facts/proxyTexts';
import { endpoints } from './facts/wire';
import { readResponse } from './proxyEnvelope';
import { readSettings } from './proxySettings';

const wrongAddress =
	"Check 'Base URL': it is the server's own address, without the part after /mj. Other programs of a similar name have other addresses.";

/** What a failure means here. A gateway checks the models of a key on requests that name none. */
function explainFailure(failed: Failure): string {
	const { message, description } = explain(texts, failed);
	if (failed.status === 403) {
		return `${message}. The key may be limited to some models, or to some addresses. Creating images may work all the same: try it.`;
	}
	const isElsewhere = ['notFound', 'gone', 'gateway', 'unreadable'].includes(failed.kind);
	return isElsewhere
		? `The server has no midjourney-proxy at this address: ${failed.message}. ${wrongAddress}`
		: `${message}. ${description}`;
}

/** Why this is no answer of the protocol, which has a list of tasks here; undefined where it is one. */
function whyWrong(response: HttpResponse): string | undefined {
	const result = readResponse(response);
	if (!result.ok) return explainFailure(result.failure);
	return Array.isArray(result.data)
		? undefined
		: `The server answers, but not as a midjourney-proxy does. ${wrongAddress}`;
}

/**
 * Asks for no tasks at all, which costs nothing and changes nothing. Source: midjourney-proxy, its relatives, new-api and
 * one-hub have this address, and it needs the key; read 2026-11.
 */
export async function mjProxyCredentialTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	const sent = await sendTestRequest(this, {
		url: `${readSettings(data).baseUrl}${endpoints.listByIds}`,
		headers: headersOf(data),
		body: { ids: [] },
	});
	const problem = sent.ok ? whyWrong(sent.data) : explainFailure(sent.failure);
	if (problem !== undefined) return { status: 'Error', message: problem };
	return { status: 'OK', message: 'The server answers, and takes the key' };
}

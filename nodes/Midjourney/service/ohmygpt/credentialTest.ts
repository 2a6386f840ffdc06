import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { now } from '../../async/sleep';
import { sendTestRequest } from '../credentialRequest';
import { explain } from '../errors';
import { readEnvelope } from './envelope';
import { taskPage } from './facts/accountLimits';
import { endpoints } from './facts/endpoints';
import { texts } from './facts/ohMyGptTexts';
import { midjourneyModel } from './facts/vocabulary';
import { readSettings } from './settings';

/**
 * The smallest page of the task list is free of charge, and needs just the key and its Midjourney permission. Distinguishes
 * a wrong key, a key without that permission and a wrong address; errors come inside HTTP 200 too.
 */
export async function ohMyGptCredentialTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	const key = typeof data.apiKey === 'string' ? data.apiKey.trim() : '';
	const sent = await sendTestRequest(this, {
		url: `${readSettings(data).apiBaseUrl}${endpoints.taskList}`,
		query: { page: 1, pageSize: taskPage.min },
		headers: { Authorization: `Bearer ${key}` },
		body: { model: midjourneyModel },
	});
	const result = sent.ok ? readEnvelope(sent.data, now()) : sent;
	if (result.ok) return { status: 'OK', message: 'The key works and may use Midjourney' };
	const { message, description } = explain(texts, result.failure);
	return { status: 'Error', message: `${message}. ${description}` };
}

import type { IDataObject } from 'n8n-workflow';

import { quotedIn, readAll, type Action, type Creation } from '../../model/creation';
import { parseWireJson } from '../../model/wireJson';
import { sendRequest, type ApiClient } from '../client';
import { findCreatedTaskId } from '../createdTaskId';
import { isUncertain } from '../failures';
import { failure, success, type Result } from '../result';
import { codeOf, readResponse } from './proxyEnvelope';
import { codes, endpoints, requestLimits } from './facts/wire';
import { readChange } from './proxyTaskReader';

interface Call {
	path: string;
	body: IDataObject;
}

/** The request of each kind of creation: a new kind is one more entry. */
const calls: {
	[K in Creation['kind']]: (creation: Extract<Creation, { kind: K }>) => Promise<Call>;
} = {
	imagine: async ({ prompt, pictures }) => {
		const base64Array = await readAll(pictures);
		const body = { prompt, ...(base64Array.length > 0 ? { base64Array } : {}) };
		return { path: endpoints.imagine, body };
	},
	blend: async ({ pictures, dimensions }) => ({
		path: endpoints.blend,
		body: { base64Array: await readAll(pictures), dimensions },
	}),
	describe: async ({ picture }) => ({
		path: endpoints.describe,
		body: { base64: await picture() },
	}),
	action: async ({ sourceId: taskId, customId }) => {
		const change = readChange(customId);
		return await Promise.resolve(
			change
				? { path: endpoints.change, body: { taskId, ...change } }
				: { path: endpoints.action, body: { taskId, customId } },
		);
	},
};

const callOf = async <K extends Creation['kind']>(creation: Extract<Creation, { kind: K }>) =>
	await calls[creation.kind](creation);

/** What a refusal with the code "not found" means: the source of a button, else an account that is free. */
const notFoundKind = ({ kind }: Creation) => (kind === 'action' ? 'unknownTask' : 'queueFull');

/** Sends a creation once; the ID that the response names, with its code. */
async function submit(
	client: ApiClient,
	creation: Creation,
): Promise<Result<{ id: string; needsModal: boolean }>> {
	const { path, body } = await callOf(creation);
	const { webhookUrl, state } = creation;
	const sent = await sendRequest(client, {
		path,
		body: {
			...body,
			...(state ? { state } : {}),
			...(webhookUrl ? { notifyHook: webhookUrl } : {}),
		},
		limits: requestLimits.writing,
	});
	if (!sent.ok) return sent;
	const result = readResponse(sent.data, quotedIn(creation));
	const json = parseWireJson(sent.data.body);
	const code = codeOf(json);
	const sourceId = creation.kind === 'action' ? creation.sourceId : undefined;
	const id = findCreatedTaskId(json, result.ok, sourceId);
	if (id !== undefined) return success({ id, needsModal: code === codes.needsModal });
	if (result.ok) {
		return failure({ kind: 'unreadable', status: 200, message: 'the response has no task ID' });
	}
	const { failure: failed } = result;
	const isOpen = code === codes.notFound && failed.kind === 'refused';
	return isOpen ? failure({ ...failed, kind: notFoundKind(creation) }) : result;
}

/** The second call of a button that asks for more; the task keeps its ID. It is the one that is paid. */
export async function sendModal(
	client: ApiClient,
	taskId: string,
	{ sourcePrompt, mask }: Action,
): Promise<Result<unknown>> {
	const sent = await sendRequest(client, {
		path: endpoints.modal,
		body: { taskId, prompt: sourcePrompt, ...(mask ? { maskBase64: await mask() } : {}) },
		limits: requestLimits.writing,
	});
	return sent.ok ? readResponse(sent.data, [sourcePrompt]) : sent;
}

/**
 * Sends a creation once, with the second call where the server asks for it; the new task's ID. `onAction` gets the tasks of
 * buttons whose second call was not sent: a gateway may hide that it is needed.
 */
export async function createProxyTask(
	client: ApiClient,
	creation: Creation,
	onAction: (taskId: string, creation: Action) => void,
): Promise<Result<string>> {
	const made = await submit(client, creation);
	if (!made.ok) return made;
	const { id, needsModal } = made.data;
	if (creation.kind !== 'action') return success(id);
	if (!needsModal) {
		onAction(id, creation);
		return success(id);
	}
	const modal = await sendModal(client, id, creation);
	// In doubt, the task itself shows what the call did.
	return modal.ok || isUncertain(modal.failure) ? success(id) : modal;
}

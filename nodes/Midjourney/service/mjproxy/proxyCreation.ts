import { isOptional, quotedIn, readAll, type Creation } from '../../model/creation';
import { parseWireJson } from '../../model/wireJson';
import { sendRequest, type ApiClient } from '../client';
import { findCreatedTaskId } from '../createdTaskId';
import { failure, success, type Result } from '../result';
import type { ModalCalls } from './modalCalls';
import { codeOf, readResponse } from './proxyEnvelope';
import { codes, endpoints, requestLimits } from './facts/wire';
import { isMissing, lacksAddress, noAddress } from './missingAddress';
import { optionalCalls, type Calls } from './optionalCalls';
import { readChange } from './proxyTaskReader';
import { getProxyTask } from './proxyTasks';

/** The flag by which a prompt chooses the other one of Midjourney's two bots. */
const nijiFlag = /(^|\s)--niji\b/i;

/** The request of each kind of creation: a new kind is one more entry. */
const calls: Calls<Creation['kind']> = {
	...optionalCalls,
	imagine: async ({ prompt, pictures }) => {
		const base64Array = await readAll(pictures);
		const botType = nijiFlag.test(prompt) ? 'NIJI_JOURNEY' : 'MID_JOURNEY';
		const body = { prompt, botType, ...(base64Array.length > 0 ? { base64Array } : {}) };
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
): Promise<Result<{ id: string; mayWait: boolean }>> {
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
	if (isOptional(creation) && lacksAddress(sent.data) && (await isMissing(client, path))) {
		return noAddress(creation.kind);
	}
	const result = readResponse(sent.data, quotedIn(creation));
	const json = parseWireJson(sent.data.body);
	const code = codeOf(json);
	const sourceId = creation.kind === 'action' ? creation.sourceId : undefined;
	const id = findCreatedTaskId(json, result.ok, sourceId);
	if (id !== undefined) return success({ id, mayWait: code === codes.mayWait });
	if (result.ok) {
		return failure({ kind: 'unreadable', status: 200, message: 'the response has no task ID' });
	}
	const { failure: failed } = result;
	const isOpen = code === codes.notFound && failed.kind === 'refused';
	return isOpen ? failure({ ...failed, kind: notFoundKind(creation) }) : result;
}

/** Sends a creation once, with the second call where the task waits for it; the new task's ID. */
export async function createProxyTask(
	client: ApiClient,
	creation: Creation,
	modals: ModalCalls,
): Promise<Result<string>> {
	const made = await submit(client, creation);
	if (!made.ok) return made;
	const { id, mayWait } = made.data;
	if (creation.kind === 'action') modals.record(id, creation);
	if (!mayWait) return success(id);
	// The code alone may also mean that the task exists already. What is not known now, a later reading shows.
	const read = await getProxyTask(client, id);
	if (read.ok) await modals.answer(read.data);
	const refusal = modals.refusalOf(id);
	return refusal ? failure(refusal) : success(id);
}

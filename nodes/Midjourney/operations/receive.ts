import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { credentialName, readConnection } from '../api/connection';
import { readWebhookBody } from '../api/readTask';
import type { Door } from '../api/request';
import { getTask } from '../api/tasks';
import { parametersOf } from '../fields/parameters';
import { isFinished, outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import { pause } from '../task/clock';
import { reply, turnAway } from '../webhook/reply';
import { isRight, secretParameter } from '../webhook/secret';
import { forget, isNews } from '../webhook/seen';
import type { History } from '../webhook/seen';
import { deliverTask } from './deliver';

const looks = 3;
const betweenLooksMs = 2_000;

const eventOf = (task: Task) =>
	({ success: 'completed', failure: 'failed', pending: 'progress' })[outcomeOf(task)];

/**
 * Updates heard by this process. n8n saves what a workflow remembers only when a call is over, so that of two calls at the
 * same moment both would be news without it.
 */
const heard = new Map<string, History>();
const workflowsRemembered = 1_000;

function heardBy(context: IWebhookFunctions): History {
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${context.getMode()}`;
	const history = heard.get(key) ?? {};
	heard.delete(key);
	heard.set(key, history);
	const [oldest] = heard.keys();
	if (heard.size > workflowsRemembered && oldest !== undefined) heard.delete(oldest);
	return history;
}

function savedBy(context: IWebhookFunctions): History {
	const saved: IDataObject & { history?: History } = context.getWorkflowStaticData('node');
	saved.history ??= {};
	return saved.history;
}

/** The task as the service itself tells it; undefined where it knows none of this account. */
async function verified(door: Door, taskId: string): Promise<Task | undefined> {
	for (let look = 1; look <= looks; look++) {
		const answer = await getTask(door, taskId);
		if (answer.ok) return answer.data;
		if (answer.failure.kind === 'unknownTask' || look === looks) {
			door.context.logger.warn(
				`A webhook call for task ${taskId} was dropped: ${answer.failure.message}`,
			);
			return undefined;
		}
		await pause(betweenLooksMs);
	}
	return undefined;
}

const allows = (list: readonly string[], value: string) =>
	list.length === 0 || list.includes(value);

/** Passes a genuine update on: what the service says, once, if it is one that the user wants. */
async function passOn(
	context: IWebhookFunctions,
	door: Door,
	told: Task,
): Promise<INodeExecutionData[]> {
	const parameters = parametersOf(context);
	const task = parameters.flag('verify') ? await verified(door, told.id) : told;
	if (!task) return [];
	const event = eventOf(task);
	if (!parameters.list('events').includes(event)) return [];
	if (!allows(parameters.list('actions'), task.action)) return [];

	const update = { isFinished: isFinished(task), progress: task.progress };
	const histories = [heardBy(context), savedBy(context)];
	const isNew = histories.map((history) => isNews(history, task.id, update, Date.now()));
	if (isNew.includes(false)) return [];
	let isDelivered = false;
	try {
		const outputs = await deliverTask({ index: 0, parameters, door: { ...door, context } }, task);
		isDelivered = true;
		return outputs.map(({ json, ...rest }) => ({ ...rest, json: { event, ...json } }));
	} finally {
		// The service may call again, and then it is news once more.
		if (!isDelivered) for (const history of histories) forget(history, task.id);
	}
}

async function hear(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const connection = readConnection(await context.getCredentials(credentialName));
	const { [secretParameter]: given } = context.getQueryData() as Record<string, unknown>;
	if (!isRight(given, connection.webhookSecret)) return turnAway(context, 401, 'Unauthorized');
	const told = readWebhookBody(context.getBodyData(), connection);
	if (!told) return turnAway(context, 400, 'Not a task');

	reply(context, 200, 'Received');
	const outputs = await passOn(context, { context, connection }, told);
	return {
		noWebhookResponse: true,
		...(outputs.length > 0 ? { workflowData: [outputs] } : {}),
	};
}

/** A call at the trigger's address. Never throws: what cannot be handled is logged and starts nothing. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await hear(context);
	} catch (error) {
		context.logger.error(`A webhook call could not be handled: ${String(error)}`);
		return { noWebhookResponse: true };
	}
}

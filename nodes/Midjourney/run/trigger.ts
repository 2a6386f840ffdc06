import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { credentialName, readSettings } from '../service/ohmygpt/settings';
import { readCallback } from '../service/ohmygpt/taskReader';
import type { Door } from '../service/client';
import { getTask } from '../service/ohmygpt/tasks';
import { parametersOf } from '../fields/nodeParameters';
import { isFinished, outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import { jsonBody, queryValue } from '../webhook/webhookCall';
import { createLruCache } from '../async/lruCache';
import { reply, turnAway } from '../webhook/reply';
import { secretMatches, secretParameter } from '../webhook/secret';
import { isStale, record } from '../webhook/deduplicate';
import type { ReportHistory, TaskReport } from '../webhook/deduplicate';
import { deliverTask } from '../output/taskOutput';
import type { Output, Recipient } from '../operations/operation';
import { failedJson, toNodeError } from '../output/itemError';
import { inRounds, lookPausesMs } from '../operations/rounds';

const eventOf = (task: Task) =>
	({ success: 'completed', failure: 'failed', pending: 'progress' })[outcomeOf(task)];

const updateOf = (task: Task): TaskReport => ({
	taskId: task.id,
	isFinished: isFinished(task),
	progress: task.progress,
});

/**
 * Updates heard by this process. n8n saves what a workflow remembers only when a call is over, so that of two calls at the
 * same moment both would be news without it.
 */
const heard = createLruCache<ReportHistory>(1_000, () => ({}));

function savedBy(context: IWebhookFunctions): ReportHistory {
	const saved: IDataObject & { history?: ReportHistory } = context.getWorkflowStaticData('node');
	saved.history ??= {};
	return saved.history;
}

/** What has been heard before. Who listens in the editor wants to see a call again. */
const historiesOf = (context: IWebhookFunctions): ReportHistory[] =>
	context.getMode() === 'manual'
		? []
		: [heard(`${context.getWorkflow().id}/${context.getNode().id}`), savedBy(context)];

/**
 * The task as the service itself tells it; undefined where it knows none of this account.
 */
async function verified(door: Door, told: Task): Promise<Task | undefined> {
	const answer = await inRounds(
		door,
		lookPausesMs,
		async () => await getTask(door, told.id),
		(task) => !isFinished(told) || isFinished(task),
	);
	if (answer.ok) return answer.data;
	const { message } = answer.failure;
	door.context.logger.warn(`A webhook call for task ${told.id} was dropped: ${message}`);
	return undefined;
}

/** A picture that cannot be had does not hide that its task has ended. */
async function deliver(recipient: Recipient, task: Task): Promise<Output[]> {
	try {
		return await deliverTask(recipient, task);
	} catch (reason) {
		return [{ json: failedJson(toNodeError(recipient.door.context, reason, recipient.index)) }];
	}
}

/** Passes a genuine update on: what the service says, once, if it is one that the user wants. */
async function passOn(
	context: IWebhookFunctions,
	door: Door,
	told: Task,
): Promise<INodeExecutionData[]> {
	const parameters = parametersOf(context);
	const [events, actions] = [parameters.list('events'), parameters.list('actions')];
	const isWanted = (task: Task) => events.includes(eventOf(task));
	const histories = historiesOf(context);
	const isRepeat = (task: Task) => histories.some((history) => isStale(history, updateOf(task)));
	const isVerified = parameters.flag('verify');
	// What cannot become anything new that is wanted costs no question.
	if (isRepeat(told) || (isVerified && !isWanted(told))) return [];

	const task = isVerified ? await verified(door, told) : told;
	if (!task || isRepeat(task)) return [];
	for (const history of histories) record(history, updateOf(task), Date.now());
	if (!isWanted(task)) return [];
	if (actions.length > 0 && !actions.includes(task.action)) return [];

	const outputs = await deliver({ index: 0, parameters, door: { ...door, context } }, task);
	return outputs.map(({ json, ...rest }) => ({ ...rest, json: { event: eventOf(task), ...json } }));
}

async function hear(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const connection = readSettings(await context.getCredentials(credentialName));
	if (!secretMatches(queryValue(context, secretParameter), connection.webhookSecret)) {
		return turnAway(context, 401, 'Unauthorized');
	}
	const told = readCallback(jsonBody(context), connection);
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
		return turnAway(context, 500, 'Try again later');
	}
}

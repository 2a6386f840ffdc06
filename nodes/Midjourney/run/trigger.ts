import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { createLruCache } from '../async/lruCache';
import { createSingleFlight } from '../async/singleFlight';
import { now } from '../async/sleep';
import type { Output } from '../fields/item';
import { readParameters } from '../fields/nodeParameters';
import { readOutputOptions } from '../fields/output';
import { actionsField, eventsField, verifyField } from '../fields/triggerFields';
import { isObject } from '../model/json';
import { isFinished, mayHaveEnded, outcomeOf, type Task } from '../model/task';
import { toErrorJson, toNodeError } from '../output/itemError';
import { outputTask } from '../output/taskOutput';
import { openService } from '../service/openService';
import type { Result } from '../service/result';
import { confirmationPolicy, retry } from '../service/retry';
import type { Service } from '../service/service';
import { isStale, record, type ReportHistory, type TaskReport } from '../webhook/deduplicate';
import {
	secretMatches,
	secretParameter,
	signatureMatches,
	signatureParameter,
} from '../webhook/secret';
import { jsonBody, queryValue, respond, respondOnly } from '../webhook/webhookCall';

/** Simultaneous reports of a task share the requests for it. */
const singleFlight = createSingleFlight<Result<Task>>();

const nodeKey = (context: IWebhookFunctions) =>
	`${context.getWorkflow().id}/${context.getNode().id}`;

const eventOf = (task: Task) =>
	({ success: 'completed', failure: 'failed', pending: 'progress' })[outcomeOf(task)];

const toReport = (task: Task): TaskReport => ({
	taskId: task.id,
	isFinished: isFinished(task),
	progress: task.progress,
});

/**
 * Reports that this process has received. n8n saves the workflow's static data only when a call is over, so it cannot
 * show that two simultaneous calls are the same.
 */
const receivedReports = createLruCache<ReportHistory>(1_000, () => ({}));

function savedReports(context: IWebhookFunctions): ReportHistory {
	const saved: IDataObject & { history?: ReportHistory } = context.getWorkflowStaticData('node');
	if (!isObject(saved.history)) saved.history = {};
	return saved.history;
}

/** While the user listens in the editor, every call counts. */
const historiesOf = (context: IWebhookFunctions): ReportHistory[] =>
	context.getMode() === 'manual' ? [] : [receivedReports(nodeKey(context)), savedReports(context)];

/** The task as the service itself shows it; undefined where it cannot be confirmed, which is logged. */
async function confirmReport(
	context: IWebhookFunctions,
	service: Service,
	reported: Task,
): Promise<Task | undefined> {
	const key = `${nodeKey(context)}/${reported.id}`;
	const fetchShared = async () =>
		await singleFlight(key, async () => await service.getTask(reported.id));
	const result = await retry(confirmationPolicy, fetchShared, {
		isComplete: (task) => !mayHaveEnded(reported) || isFinished(task),
	});
	if (result.ok) return result.data;
	const { message } = result.failure;
	context.logger.warn(`A report of task ${reported.id} could not be confirmed: ${message}`);
	return undefined;
}

/** The workflow starts for an ended task even if its picture cannot be downloaded. */
async function outputReport(
	context: IWebhookFunctions,
	service: Service,
	task: Task,
): Promise<Output[]> {
	try {
		const options = readOutputOptions(readParameters(context));
		return await outputTask({ context, service }, task, options);
	} catch (reason) {
		return [{ json: toErrorJson(toNodeError(context.getNode(), reason, 0)) }];
	}
}

/** The items that start the workflow for a report: none if it is not wanted, not confirmed or a repeat. */
async function handleReport(
	context: IWebhookFunctions,
	service: Service,
	reported: Task,
): Promise<INodeExecutionData[]> {
	const parameters = readParameters(context);
	const [events, actions] = [parameters.choices(eventsField), parameters.choices(actionsField)];
	const isWanted = (task: Task) => events.includes(eventOf(task));
	const histories = historiesOf(context);
	const isRepeated = (report: TaskReport) => histories.some((each) => isStale(each, report));
	const isRepeat = (task: Task) => isRepeated(toReport(task));
	const isVerified = parameters.flag(verifyField, true);
	// A report that cannot start the workflow costs no request. One that says little may be of an end.
	const isEndPossible = isVerified && mayHaveEnded(reported);
	const isEndWanted = events.includes('completed') || events.includes('failed');
	if (isRepeated({ ...toReport(reported), isFinished: isFinished(reported) || isEndPossible })) {
		return [];
	}
	if (isVerified && !isWanted(reported) && !(isEndPossible && isEndWanted)) return [];

	const task = isVerified ? await confirmReport(context, service, reported) : reported;
	if (!task || isRepeat(task)) return [];
	for (const history of histories) record(history, toReport(task), now());
	if (!isWanted(task)) return [];
	if (actions.length > 0 && !actions.includes(task.action)) return [];

	const outputs = await outputReport(context, service, task);
	return outputs.map(({ json, ...rest }) => ({ ...rest, json: { event: eventOf(task), ...json } }));
}

async function handleWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const service = await openService(context);
	const { webhookSecret } = service;
	const isAuthorized =
		secretMatches(queryValue(context, secretParameter), webhookSecret) ||
		signatureMatches(queryValue(context, signatureParameter), webhookSecret);
	if (!isAuthorized) {
		return respondOnly(context, 401, 'Unauthorized');
	}
	const reported = service.readCallback(jsonBody(context));
	if (!reported) return respondOnly(context, 400, 'Not a task');

	respond(context, 200, 'Received');
	const items = await handleReport(context, service, reported);
	return { noWebhookResponse: true, ...(items.length > 0 ? { workflowData: [items] } : {}) };
}

/** Handles a call to the trigger's URL. Never throws: what cannot be handled is logged and starts nothing. */
export async function trigger(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await handleWebhook(context);
	} catch (error) {
		context.logger.error(`A webhook call could not be handled: ${String(error)}`);
		return respondOnly(context, 500, 'Try again later');
	}
}

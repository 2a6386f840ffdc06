import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { concurrency } from '../async/concurrency';
import { createFirstCaller } from '../async/firstCaller';
import { createLruCache } from '../async/lruCache';
import { mapConcurrently } from '../async/mapConcurrently';
import { createSingleFlight } from '../async/singleFlight';
import { startTimeLimit } from '../async/timeLimit';
import { isFinished, mayHaveEnded, type Task } from '../model/task';
import { toErrorJson, toNodeError, toStoredErrorJson, withPairedItem } from '../output/itemError';
import { outputEndedTask } from '../output/taskOutput';
import { readReport, reopenService } from '../service/openService';
import type { Result } from '../service/result';
import { confirmationPolicy, retry } from '../service/retry';
import type { Service } from '../service/service';
import { fetchTasks, type TaskSnapshot } from '../task/fetchTasks';
import { nonceParameter, secretMatches } from '../webhook/secret';
import { jsonBody, queryValue, respond, respondOnly } from '../webhook/webhookCall';
import { ownNode } from './ownNode';
import { readSuspendedState, type OutputSlot, type SuspendedState } from './storedState';

const taskIdsIn = (slots: readonly OutputSlot[]) =>
	slots.flatMap((slot) => ('taskId' in slot ? [slot.taskId] : []));

/** The output of one slot. A node that resumes cannot fail, so an error becomes an item. */
async function outputSlot(
	context: IWebhookFunctions,
	service: Service,
	slot: OutputSlot,
	tasks: ReadonlyMap<string, Task>,
): Promise<INodeExecutionData[]> {
	if ('items' in slot) return slot.items;
	const { itemIndex, taskId, output } = slot;
	const task = tasks.get(taskId);
	if (task === undefined) return [];
	try {
		return withPairedItem(await outputEndedTask({ context, service }, task, output), itemIndex);
	} catch (reason) {
		const node = context.getNode();
		const json = toErrorJson(toNodeError(node, reason, itemIndex));
		return withPairedItem([{ json: toStoredErrorJson(node, json) }], itemIndex);
	}
}

/** Simultaneous callbacks share one fetch of the tasks, and the first caller resumes the execution. */
const singleFlight = createSingleFlight<Result<TaskSnapshot>>();
const firstCaller = createFirstCaller();
/** IDs whose end a callback has reported, unverified. Only used to choose which task to fetch first: one that is not among them. */
const reportedIds = createLruCache(500, () => new Set<string>());

/** Pictures that take longer are downloaded after the response. Milliseconds. */
const quickMs = 5_000;

/** How long the sender of a callback waits for its response at most. */
const maxResponseMs = 15_000;

const keyOf = ({ nonce, slots }: SuspendedState) => [nonce, ...taskIdsIn(slots)].join();

/**
 * Fetches all tasks, again while the reported one still looks unfinished or the service is not available. The sender has
 * its response after the first fetch.
 */
async function confirmReport(
	context: IWebhookFunctions,
	service: Service,
	state: SuspendedState,
	reportedId: string,
): Promise<Result<TaskSnapshot>> {
	const key = keyOf(state);
	const taskIds = taskIdsIn(state.slots);
	const reported = reportedIds(key).add(reportedId);
	const fetchShared = async () =>
		await singleFlight(key, async () => {
			// Other processes have received other reports.
			const guesses = taskIds.filter((id) => !reported.has(id)).reverse();
			const fetched = await fetchTasks(service, taskIds, guesses);
			const tasks = fetched.ok ? [...fetched.data.tasks.values()] : [];
			for (const task of tasks) if (isFinished(task)) reported.add(task.id);
			return fetched;
		});
	const isComplete = ({ tasks }: TaskSnapshot) => {
		const task = tasks.get(reportedId);
		return task === undefined || isFinished(task);
	};
	// A query may hang; the sender shall not.
	const limit = startTimeLimit({ idleMs: maxResponseMs, totalMs: maxResponseMs });
	limit.onExpiry(() => respond(context, 503, 'Try again later'));
	const confirm = async () => {
		const fetched = await fetchShared();
		// The sender may report again, and the retry goes on meanwhile.
		if (!fetched.ok) respond(context, 503, 'Try again later');
		else if (!isComplete(fetched.data)) respond(context, 200, 'Waiting');
		return fetched;
	};
	try {
		return await retry(confirmationPolicy, confirm, { deadline: state.limitAt, isComplete });
	} finally {
		limit.stop();
	}
}

/** Ends an execution whose state this version cannot read, with an error that names its tasks. */
function endUnknownVersion(context: IWebhookFunctions, taskIds: string[]): IWebhookResponseData {
	const error = `The execution was suspended by another version of this node. Its tasks: ${taskIds.join(', ') || 'unknown'}`;
	context.logger.warn(error);
	respond(context, 200, 'Done');
	const details = { error, description: 'Get them with Task > Wait.', taskIds };
	const json = toStoredErrorJson(context.getNode(), details);
	return { noWebhookResponse: true, workflowData: [[{ json }]] };
}

const readState = (context: IWebhookFunctions): ReturnType<typeof readSuspendedState> =>
	readSuspendedState(context.evaluateExpression(`{{ ${ownNode(context)}.context }}`));

async function handleCallback(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const state = readState(context);
	const nonce = queryValue(context, nonceParameter);
	if (!state || !secretMatches(nonce, state.nonce)) return respondOnly(context, 403, 'Forbidden');
	if (!('slots' in state)) return endUnknownVersion(context, state.taskIds);

	const reported = readReport(context, jsonBody(context));
	if (!reported || !taskIdsIn(state.slots).includes(reported.id)) {
		return respondOnly(context, 400, 'Not a task of this execution');
	}
	// A task has ended only when the service itself says so; a report of progress costs no request.
	if (!mayHaveEnded(reported)) return respondOnly(context, 200, 'Waiting');

	const service = reopenService(context, state.settings);
	return await firstCaller(keyOf(state), async (isFirst) => {
		const confirmed = await confirmReport(context, service, state, reported.id);
		if (!confirmed.ok) {
			const { message } = confirmed.failure;
			context.logger.warn(`The end of task ${reported.id} could not be confirmed: ${message}`);
			return respondOnly(context, 503, 'Try again later');
		}
		const { areFinished, tasks } = confirmed.data;
		if (!areFinished || !isFirst()) return respondOnly(context, 200, 'Waiting');
		// A sender that gets no answer may repeat its call, should this process end during the downloads.
		const limit = startTimeLimit({ idleMs: quickMs, totalMs: quickMs });
		limit.onExpiry(() => respond(context, 200, 'Done'));
		const items = await mapConcurrently(
			state.slots,
			concurrency.downloads,
			async (slot) => await outputSlot(context, service, slot, tasks),
		);
		limit.stop();
		respond(context, 200, 'Done');
		return { noWebhookResponse: true, workflowData: [items.flat()] };
	});
}

/**
 * Handles a callback for a suspended execution, which resumes when the service says that all its tasks have ended. Never
 * throws: that would resume the execution without output.
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await handleCallback(context);
	} catch (error) {
		context.logger.error(`A callback could not be handled: ${String(error)}`);
		return respondOnly(context, 500, 'Try again later');
	}
}

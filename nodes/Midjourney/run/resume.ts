import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Result } from '../service/result';
import { credentialName, readSettings } from '../service/ohmygpt/settings';
import { taskError } from '../service/errors';
import { readCallback } from '../service/ohmygpt/taskReader';
import type { Door } from '../service/client';
import { hosts } from '../service/ohmygpt/facts/hosts';
import { downloadsAtOnce } from '../facts/limits';
import { toParameters } from '../fields/nodeParameters';
import { isFinished, outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import { mapConcurrently } from '../async/mapConcurrently';
import { lookAt } from '../task/fetchTasks';
import type { Look } from '../task/fetchTasks';
import { jsonBody, queryValue } from '../webhook/webhookCall';
import { createSingleFlight } from '../async/singleFlight';
import { createFirstCaller } from '../async/firstCaller';
import { createLruCache } from '../async/lruCache';
import { reply, turnAway } from '../webhook/reply';
import { secretMatches } from '../webhook/secret';
import { findOperation } from '../operations/catalogue';
import { short } from '../output/taskOutput';
import type { TaskOperation } from '../operations/operation';
import { failedJson, toNodeError } from '../output/itemError';
import { inRounds, lookPausesMs } from '../operations/rounds';
import { failedFields, nonceParameter, readSleep } from './suspend';
import type { Sleep, Slot } from './suspend';

type WakeDoor = Door & { context: IWebhookFunctions };

/** The output of one task that has ended. A node that is woken up cannot fail, so an error becomes an item. */
async function deliver(
	door: WakeDoor,
	operation: TaskOperation,
	{ itemIndex, values }: Extract<Slot, { taskId: string }>,
	task: Task,
): Promise<INodeExecutionData[]> {
	const { context } = door;
	const pairedItem = { item: itemIndex };
	try {
		const parameters = toParameters((name) => values[name]);
		const recipient = { index: itemIndex, parameters, door };
		if (outcomeOf(task) === 'failure') {
			const subject = { itemIndex, taskId: task.id, task: short(task) };
			throw taskError(context.getNode(), task, subject);
		}
		const outputs = await operation.deliver(recipient, task);
		return outputs.map((output) => ({ ...output, pairedItem }));
	} catch (reason) {
		const json = failedJson(toNodeError(context, reason, itemIndex));
		return [{ json: failedFields(context, json), pairedItem }];
	}
}

/** All items in input order; n8n itself moves failed ones to the error output where the node has one. */
async function wakeUp(
	door: WakeDoor,
	{ slots }: Sleep,
	tasks: ReadonlyMap<string, Task>,
): Promise<INodeExecutionData[][]> {
	const { context } = door;
	const resource = context.getNodeParameter('resource') as string;
	const operation = findOperation(resource, context.getNodeParameter('operation') as string);
	const items = await mapConcurrently(slots, downloadsAtOnce, async (slot) => {
		if ('items' in slot) return slot.items;
		const task = tasks.get(slot.taskId);
		const isTaskOperation = operation && 'plan' in operation;
		return task && isTaskOperation ? await deliver(door, operation, slot, task) : [];
	});
	return [items.flat()];
}

const taskIdsIn = (slots: readonly Slot[]) =>
	slots.flatMap((slot) => ('taskId' in slot ? [slot.taskId] : []));

/** Callbacks at the same moment share what one of them sees, and one of them wakes the execution up. */
const share = createSingleFlight<Result<Look>>();
const once = createFirstCaller();
/** Tasks of which an end was told. It proves nothing, but tells which task most probably goes on. */
const told = createLruCache(500, () => new Set<string>());

const keyOf = ({ nonce, slots }: Sleep) => [nonce, ...taskIdsIn(slots)].join();

/** Looks at all tasks. The one that was told to have ended may still look unfinished for a moment. */
async function lookAgain(door: Door, sleep: Sleep, toldId: string) {
	const key = keyOf(sleep);
	const taskIds = taskIdsIn(sleep.slots);
	const toldIds = told(key).add(toldId);
	const look = async () =>
		await share(key, async () => {
			const latest = taskIds.filter((id) => !toldIds.has(id)).at(-1);
			const seen = await lookAt(door, taskIds, latest);
			const tasks = seen.ok ? [...seen.data.tasks.values()] : [];
			for (const task of tasks) if (isFinished(task)) toldIds.add(task.id);
			return seen;
		});
	return await inRounds(door, lookPausesMs, look, ({ tasks }) => {
		const task = tasks.get(toldId);
		return task === undefined || isFinished(task);
	});
}

function sleepOf(context: IWebhookFunctions): Sleep | undefined {
	// Braces in a name would end the expression.
	const name = JSON.stringify(context.getNode().name).replace(/[{}]/g, (brace) =>
		brace === '{' ? '\\u007b' : '\\u007d',
	);
	return readSleep(context.evaluateExpression(`{{ $(${name}).context }}`));
}

async function hear(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const sleep = sleepOf(context);
	const nonce = queryValue(context, nonceParameter);
	if (!sleep || !secretMatches(nonce, sleep.nonce)) return turnAway(context, 403, 'Forbidden');

	const told = readCallback(jsonBody(context), { contentBaseUrl: hosts.content });
	if (!told || !taskIdsIn(sleep.slots).includes(told.id)) {
		return turnAway(context, 400, 'Not a task of this execution');
	}
	// The end of a task is believed only when the service itself says so; that it goes on costs no question.
	if (!isFinished(told)) return turnAway(context, 200, 'Waiting');

	const connection = readSettings(await context.getCredentials(credentialName));
	const door = { context, connection };
	return await once(keyOf(sleep), async (isFirst) => {
		const look = await lookAgain(door, sleep, told.id);
		if (!look.ok) return turnAway(context, 503, 'Try again later');
		if (!look.data.areFinished || !isFirst()) return turnAway(context, 200, 'Waiting');
		// Pictures may take a while, and the sender is not to wait for them.
		reply(context, 200, 'Done');
		const workflowData = await wakeUp(door, sleep, look.data.tasks);
		return { noWebhookResponse: true, workflowData };
	});
}

/**
 * A callback for a sleeping execution. It goes on when all its tasks have ended, by the word of the service. Never throws: that
 * would wake the execution up with nothing.
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await hear(context);
	} catch (error) {
		context.logger.error(`A callback could not be handled: ${String(error)}`);
		return turnAway(context, 500, 'Try again later');
	}
}

import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { credentialName, readConnection } from '../api/connection';
import { taskError } from '../api/errors';
import { readWebhookBody } from '../api/readTask';
import { toParameters } from '../fields/parameters';
import { isFinished, outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import { lookAt } from '../task/look';
import { reply, turnAway } from '../webhook/reply';
import { isRight } from '../webhook/secret';
import { findOperation } from './catalogue';
import { short } from './deliver';
import type { TaskOperation } from './operation';
import { failedJson, toNodeError } from './outputs';
import { nonceParameter, readSleep } from './sleep';
import type { Sleep, Slot } from './sleep';

interface Woken {
	items: INodeExecutionData[];
	isError: boolean;
}

/** The output of one task that has ended. A node that is woken up cannot fail, so an error becomes an item. */
async function deliver(
	context: IWebhookFunctions,
	operation: TaskOperation,
	{ itemIndex, values }: Extract<Slot, { taskId: string }>,
	task: Task,
): Promise<Woken> {
	const pairedItem = { item: itemIndex };
	try {
		const connection = readConnection(await context.getCredentials(credentialName));
		const parameters = toParameters((name) => values[name]);
		const recipient = { index: itemIndex, parameters, door: { context, connection } };
		if (outcomeOf(task) === 'failure') {
			const subject = { itemIndex, taskId: task.id, task: short(task) };
			throw taskError(context.getNode(), task, subject);
		}
		const outputs = await operation.deliver(recipient, task);
		return { items: outputs.map((output) => ({ ...output, pairedItem })), isError: false };
	} catch (reason) {
		const error = toNodeError(context, reason, itemIndex);
		return { items: [{ json: failedJson(error), pairedItem }], isError: true };
	}
}

/** All items in input order, the failed ones on the error output where the node has one. */
async function wakeUp(
	context: IWebhookFunctions,
	{ slots }: Sleep,
	tasks: ReadonlyMap<string, Task>,
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource') as string;
	const operation = findOperation(resource, context.getNodeParameter('operation') as string);
	const woken: Woken[] = [];
	for (const slot of slots) {
		const task = 'taskId' in slot ? tasks.get(slot.taskId) : undefined;
		if ('items' in slot) woken.push(slot);
		else if (task && operation && 'plan' in operation) {
			woken.push(await deliver(context, operation, slot, task));
		}
	}
	const isSplit = context.getNode().onError === 'continueErrorOutput';
	const items = (list: Woken[]) => list.flatMap((each) => each.items);
	return isSplit
		? [
				items(woken.filter(({ isError }) => !isError)),
				items(woken.filter(({ isError }) => isError)),
			]
		: [items(woken)];
}

async function hear(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const name = JSON.stringify(context.getNode().name);
	const sleep = readSleep(context.evaluateExpression(`{{ $(${name}).context }}`));
	const { [nonceParameter]: given } = context.getQueryData() as Record<string, unknown>;
	if (!sleep || !isRight(given, sleep.nonce)) return turnAway(context, 403, 'Forbidden');

	const connection = readConnection(await context.getCredentials(credentialName));
	const told = readWebhookBody(context.getBodyData(), connection);
	const taskIds = sleep.slots.flatMap((slot) => ('taskId' in slot ? [slot.taskId] : []));
	if (!told || !taskIds.includes(told.id))
		return turnAway(context, 400, 'Not a task of this execution');
	// The end of a task is believed only when the service itself says so; that it goes on costs no question.
	if (!isFinished(told)) return turnAway(context, 200, 'Waiting');

	const look = await lookAt({ context, connection }, taskIds);
	if (!look.ok) return turnAway(context, 503, 'Try again later');
	if (!look.data.areFinished) return turnAway(context, 200, 'Waiting');
	// Pictures may take a while, and the sender is not to wait for them.
	reply(context, 200, 'Done');
	const workflowData = await wakeUp(context, sleep, look.data.tasks);
	return { noWebhookResponse: true, workflowData };
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

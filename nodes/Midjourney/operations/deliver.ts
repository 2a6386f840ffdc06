import type { IDataObject } from 'n8n-workflow';

import { apiError } from '../api/errors';
import { getTask } from '../api/tasks';
import { readBinaryField } from '../fields/output';
import { downloadPicture } from '../image/download';
import { addressesFor, fileStem } from '../image/sources';
import { outcomeOf, simplified } from '../model/task';
import type { SourceChoice, Task } from '../model/task';
import { pause } from '../task/clock';
import type { Item, Output } from './operation';

/** The task as the user wants to see it. */
export const present = (item: Item, task: Task): IDataObject =>
	item.parameters.flag('simplify') ? simplified(task) : task.received;

const looks = 4;
const betweenLooksMs = 3_000;

/** A finished task may name its picture a little later than its success. */
async function withAddresses(item: Item, task: Task, choice: SourceChoice): Promise<Task> {
	let current = task;
	for (let look = 1; look < looks && addressesFor(current, choice).length === 0; look++) {
		await pause(betweenLooksMs, item.door.signal);
		const answer = await getTask(item.door, task.id);
		if (answer.ok) current = answer.data;
	}
	return current;
}

/** Puts a task's picture into the output item. The task is paid for, so an error names it and says how to go on. */
export async function deliverPicture(
	item: Item,
	given: Task,
	choice: SourceChoice,
): Promise<Output[]> {
	const task = await withAddresses(item, given, choice);
	const downloaded = await downloadPicture(item.door, addressesFor(task, choice), fileStem(task));
	if (!downloaded.ok) {
		const next =
			'The task itself has succeeded and is paid for: get its picture with Image > Download and this task ID.';
		const subject = { itemIndex: item.index, taskId: task.id, task: simplified(task) };
		const failed = {
			...downloaded.failure,
			message: `the picture could not be downloaded. ${downloaded.failure.message}`,
		};
		throw apiError(item.door.context.getNode(), failed, subject, next);
	}
	const field = readBinaryField(item.parameters);
	return [{ json: present(item, task), binary: { [field]: downloaded.data.binary } }];
}

/** Gives out a task, with its picture if that is wanted and the task has succeeded. */
export async function deliverTask(item: Item, task: Task): Promise<Output[]> {
	const wantsPicture = item.parameters.flag('downloadPicture') && outcomeOf(task) === 'success';
	return wantsPicture
		? await deliverPicture(item, task, 'automatic')
		: [{ json: present(item, task) }];
}

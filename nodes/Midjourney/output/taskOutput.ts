import type { IDataObject } from 'n8n-workflow';

import { getTask } from '../service/ohmygpt/tasks';
import { fileNameOf } from '../image/pictureUrls';
import { splitPrompts } from '../model/describedPrompts';
import { outcomeOf, toSimplifiedJson } from '../model/task';
import type { Task } from '../model/task';
import { seedOf } from '../prompt/parse';
import { delay } from '../async/sleep';
import { checkGrid } from './splitGrid';
import type { Output, Recipient } from '../operations/operation';
import { givePicture } from './pictureOutput';

/** The short form of a task, with the seed that makes it repeatable. */
export const short = (task: Task): IDataObject => ({
	...toSimplifiedJson(task),
	seed: seedOf(task.prompt) ?? null,
});

/** The task as the user wants to see it. */
export const present = (item: Recipient, task: Task): IDataObject =>
	item.parameters.flag('simplify') ? short(task) : task.received;

const looks = 4;
const betweenLooksMs = 3_000;

/** A finished task may name its picture a little later than its success. */
async function withPicture(item: Recipient, task: Task): Promise<Task> {
	let current = task;
	for (let look = 1; look < looks && current.pictures.length === 0; look++) {
		await delay(betweenLooksMs, item.door.signal);
		const answer = await getTask(item.door, task.id);
		if (answer.ok) current = answer.data;
	}
	return current;
}

/** Puts a task's picture, or its four tiles, into output items. */
export async function deliverPicture(item: Recipient, given: Task): Promise<Output[]> {
	const task = await withPicture(item, given);
	if (item.parameters.flag('splitGrid')) checkGrid(item, task, task.id);
	return await givePicture(item, {
		pictures: task.pictures,
		json: present(item, task),
		name: fileNameOf(task),
		tileName: task.id,
		subject: { taskId: task.id, task: short(task) },
		advice:
			'The task itself has succeeded and is paid for: get its picture with Image > Download and this task ID.',
	});
}

/** Gives out a task: with its prompts if it is a description, with its picture if that is wanted. */
export async function deliverTask(item: Recipient, task: Task): Promise<Output[]> {
	const json = () => present(item, task);
	if (outcomeOf(task) !== 'success') return [{ json: json() }];
	if (task.action === 'DESCRIBE')
		return [{ json: { ...json(), prompts: splitPrompts(task.prompt) } }];
	return item.parameters.flag('downloadPicture')
		? await deliverPicture(item, task)
		: [{ json: json() }];
}

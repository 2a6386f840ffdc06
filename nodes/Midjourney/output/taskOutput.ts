import type { ItemContext, Output } from '../fields/item';
import type { OutputOptions } from '../fields/output';
import { fileNameOf } from '../image/pictureUrls';
import { promptsIn } from '../model/describedPrompts';
import { isText, outcomeOf, type Task } from '../model/task';
import { taskError } from '../service/errors';
import { pictureUrlPolicy, retry } from '../service/retry';
import { success } from '../service/result';
import type { Service } from '../service/service';
import { outputPicture } from './pictureOutput';
import { requireGrid } from './splitGrid';
import { toJson, toSimplifiedJson } from './taskJson';

/** A finished task may name its picture a little later than its success. */
async function withPicture(service: Service, task: Task): Promise<Task> {
	const { signal } = service;
	let isFirst = true;
	const read = async () => {
		const result = isFirst ? success(task) : await service.getTask(task.id);
		isFirst = false;
		return result;
	};
	const isComplete = ({ pictures }: Task) => pictures.length > 0;
	const result = await retry(pictureUrlPolicy, read, { signal, isComplete });
	signal?.throwIfAborted();
	return result.ok ? result.data : task;
}

/** Puts a task's picture, or its four tiles, into output items. */
export async function outputTaskPicture(
	item: ItemContext,
	finished: Task,
	options: OutputOptions,
): Promise<Output[]> {
	const { service } = item;
	const task = await withPicture(service, finished);
	const isFilm = task.action === 'VIDEO';
	if (options.splitGrid && !isFilm) requireGrid(task, task.id);
	const isInParts = task.singles.length > 1 && (isFilm || options.splitGrid);
	const picture = {
		pictures: task.pictures,
		...(isInParts ? { parts: task.singles } : {}),
		json: toJson(task, service, options.simplify),
		name: fileNameOf(task),
		tileName: task.id,
		subject: { taskId: task.id, task: toSimplifiedJson(task, service) },
		advice:
			'The task itself has succeeded and is paid for: get its image with Image > Download and this task ID.',
	};
	return await outputPicture(item, picture, options);
}

function outputPrompts(
	{ service }: ItemContext,
	task: Task,
	{ simplify, itemForEachPrompt }: OutputOptions,
): Output[] {
	const prompts = promptsIn(task);
	return itemForEachPrompt && prompts.length > 0
		? prompts.map((prompt, i) => ({ json: { taskId: task.id, number: i + 1, prompt } }))
		: [{ json: { ...toJson(task, service, simplify), prompts } }];
}

/** The output items of a task: with its prompts if it is a text, with its picture if that is wanted. */
export async function outputTask(
	item: ItemContext,
	task: Task,
	options: OutputOptions,
): Promise<Output[]> {
	const isSuccess = outcomeOf(task) === 'success';
	if (isSuccess && (isText(task) || options.itemForEachPrompt)) {
		return outputPrompts(item, task, options);
	}
	return isSuccess && options.downloadImage
		? await outputTaskPicture(item, task, options)
		: [{ json: toJson(task, item.service, options.simplify) }];
}

/** The same for a task that has ended; throws the error of a failed one. */
export async function outputEndedTask(
	item: ItemContext,
	task: Task,
	options: OutputOptions,
): Promise<Output[]> {
	if (outcomeOf(task) === 'success') return await outputTask(item, task, options);
	throw taskError(item.service, task, {
		taskId: task.id,
		task: toSimplifiedJson(task, item.service),
	});
}

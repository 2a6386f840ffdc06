import type { IDataObject } from 'n8n-workflow';

import type { Answer, Failure } from '../api/answer';
import { apiError } from '../api/errors';
import { pictureSize } from '../api/imageProxy';
import { getTask } from '../api/tasks';
import { readBinaryField } from '../fields/output';
import { readCompression, readSource } from '../fields/source';
import { downloadPicture } from '../image/download';
import { canBeHalved, tilesIn } from '../image/grid';
import { addressesFor, fileStem } from '../image/sources';
import { outcomeOf, simplified } from '../model/task';
import type { Task } from '../model/task';
import { pause } from '../task/clock';
import { checkGrid } from './grid';
import { refuse } from './operation';
import type { Item, Output } from './operation';

/** The task as the user wants to see it. */
export const present = (item: Item, task: Task): IDataObject =>
	item.parameters.flag('simplify') ? simplified(task) : task.received;

const looks = 4;
const betweenLooksMs = 3_000;

/** A finished task may name its picture a little later than its success. */
export async function withPicture(item: Item, task: Task): Promise<Task> {
	let current = task;
	for (let look = 1; look < looks && current.pictures.length === 0; look++) {
		await pause(betweenLooksMs, item.door.signal);
		const answer = await getTask(item.door, task.id);
		if (answer.ok) current = answer.data;
	}
	return current;
}

/** The task is paid for, so the error names it and says how to go on. */
function lost(item: Item, task: Task, failed: Failure) {
	return apiError(
		item.door.context.getNode(),
		{ ...failed, message: `the picture could not be downloaded. ${failed.message}` },
		{ itemIndex: item.index, taskId: task.id, task: simplified(task) },
		'The task itself has succeeded and is paid for: get its picture with Image > Download and this task ID.',
	);
}

async function deliverWhole(item: Item, task: Task): Promise<Output[]> {
	const { parameters, door } = item;
	const choice = readSource(parameters);
	const addresses = addressesFor(task, choice, door.connection, readCompression(parameters));
	const downloaded = await downloadPicture(door, addresses, fileStem(task));
	if (!downloaded.ok) throw lost(item, task, downloaded.failure);
	const binary = { [readBinaryField(parameters)]: downloaded.data };
	return [{ json: present(item, task), binary }];
}

/** Four items from the first address whose size the proxy can tell. */
async function splitFrom(item: Item, task: Task, url: string): Promise<Answer<Output[]>> {
	const { door, parameters } = item;
	const size = await pictureSize(door, url);
	if (!size.ok) return size;
	if (!canBeHalved(size.data)) {
		const { width, height } = size.data;
		throw refuse(
			item,
			`The picture is no 2x2 grid: its sides, ${width} x ${height}, cannot be halved`,
			"Switch 'Split Grid' off to get it whole.",
			task.id,
		);
	}
	const outputs: Output[] = [];
	for (const tile of tilesIn(url, size.data, door.connection, 'png')) {
		const address = { source: 'objectStorageProxy' as const, url: tile.url };
		const downloaded = await downloadPicture(door, [address], `${task.id}-${tile.number}`);
		if (!downloaded.ok) return downloaded;
		outputs.push({
			json: { ...present(item, task), tile: tile.number },
			binary: { [readBinaryField(parameters)]: downloaded.data },
		});
	}
	return { ok: true, data: outputs };
}

async function deliverTiles(item: Item, task: Task): Promise<Output[]> {
	checkGrid(item, task, task.id);
	let last: Failure = { kind: 'notFound', message: 'the task names no picture' };
	for (const { url } of task.pictures) {
		const split = await splitFrom(item, task, url);
		if (split.ok) return split.data;
		last = split.failure;
	}
	throw lost(item, task, last);
}

/** Puts a task's picture, or its four tiles, into output items. */
export async function deliverPicture(item: Item, given: Task): Promise<Output[]> {
	const task = await withPicture(item, given);
	return item.parameters.flag('splitGrid')
		? await deliverTiles(item, task)
		: await deliverWhole(item, task);
}

/** Gives out a task, with its picture if that is wanted and the task has succeeded. */
export async function deliverTask(item: Item, task: Task): Promise<Output[]> {
	const hasPicture = outcomeOf(task) === 'success' && task.action !== 'DESCRIBE';
	const wantsPicture = hasPicture && item.parameters.flag('downloadPicture');
	return wantsPicture ? await deliverPicture(item, task) : [{ json: present(item, task) }];
}

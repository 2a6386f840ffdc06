import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { isObject } from '../model/json';
import type { Item } from './item';

export const taskIdField: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	// The task of the node before, without a word.
	default: '={{ $json.taskId }}',
	required: true,
	placeholder: 'e.g. 4711',
	description:
		'The number that the creating operation returned. Unless you change it, it is that of the input item.',
};

type Reader = Pick<Item, 'parameters' | 'service'>;

/** The ID in a task, which may be the `data` of a response; anything else as it is. */
const idIn = (value: unknown): unknown =>
	isObject(value) ? (value.taskId ?? idIn(value.data)) : value;

function toTaskId({ service }: Reader, value: unknown): string {
	const given = idIn(value) ?? '';
	const taskId = service.readTaskId(given);
	if (taskId !== undefined) return taskId;
	const shown = typeof given === 'string' ? given : JSON.stringify(given);
	throw new InputError(
		shown === '' ? "'Task ID' is empty" : `'${shown}' is no task ID`,
		'A task ID is the number that the creating operation returned, e.g. {{ $json.taskId }}.',
	);
}

/** An ID, or a task that has one. */
export function readTaskId(item: Reader): string {
	const value = item.parameters.value(taskIdField);
	const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [value];
	if (others.length === 0) return toTaskId(item, first);
	throw new InputError("'Task ID' has several IDs", 'Give one for each item.');
}

/** Several IDs or tasks, as a list; or IDs separated by commas. */
export function readTaskIds(item: Reader): string[] {
	const value = item.parameters.value(taskIdField);
	const tasks = [value].flat().some(isObject);
	const given: unknown[] = tasks ? [value].flat() : item.parameters.list(taskIdField);
	if (given.length > 0) return given.map((each) => toTaskId(item, each));
	throw new InputError("'Task ID' is empty", 'Give one ID, or several separated by commas.');
}

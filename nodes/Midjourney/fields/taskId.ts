import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import type { Item } from './item';

export const taskIdField: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 4711',
	description: 'The number that the creating operation returned',
};

type Reader = Pick<Item, 'parameters' | 'service'>;

function toTaskId({ service }: Reader, given: string): string {
	const taskId = service.readTaskId(given);
	if (taskId !== undefined) return taskId;
	throw new InputError(
		given === '' ? "'Task ID' is empty" : `'${given}' is no task ID`,
		'A task ID is the number that the creating operation returned, e.g. {{ $json.taskId }}.',
	);
}

export const readTaskId = (item: Reader): string => toTaskId(item, item.parameters.text('taskId'));

/** Several IDs, as a list or separated by commas. */
export function readTaskIds(item: Reader): string[] {
	const given = item.parameters.list('taskId');
	if (given.length > 0) return given.map((text) => toTaskId(item, text));
	throw new InputError("'Task ID' is empty", 'Give one ID, or several separated by commas.');
}

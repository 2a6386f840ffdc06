import { readTaskId } from '../service/ohmygpt/taskReader';
import { refuse } from './operation';
import type { Item } from './operation';

/** The task ID that the user has set; anything but a number is refused before any request. */
export function readTaskIdParameter(item: Item): string {
	const given = item.parameters.text('taskId');
	const taskId = readTaskId(given);
	if (taskId !== undefined) return taskId;
	throw refuse(
		item,
		given === '' ? "'Task ID' is empty" : `'${given}' is no task ID`,
		'A task ID is the number that the creating operation returned, e.g. {{ $json.taskId }}.',
	);
}

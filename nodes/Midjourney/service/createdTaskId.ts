import { isObject, type JsonObject } from '../model/json';
import { readTaskId } from './taskValues';

/** Where the new task, or its ID alone, may be within the body of a response. */
const containers = ['data', 'result', 'task', 'response', 'error'] as const;
/** Those whose value may be the ID itself, or an object whose `id` is. */
const taskContainers: readonly string[] = ['data', 'result', 'task'];
const maxDepth = 4;

/** A list of one counts as the one: a list of several is none of new tasks. */
const single = (value: unknown): unknown =>
	Array.isArray(value) && value.length === 1 ? value[0] : value;

const isTaskIdName = (name: string) => /^task_?id$/i.test(name);

/** Values that may be the new task's ID, the likeliest first. */
function* candidates(body: JsonObject, isTask: boolean, depth = 1): Generator<unknown, void> {
	for (const [name, value] of Object.entries(body)) if (isTaskIdName(name)) yield value;
	for (const name of containers) {
		const value = single(body[name]);
		const isTaskContainer = taskContainers.includes(name);
		if (isObject(value) && depth < maxDepth) yield* candidates(value, isTaskContainer, depth + 1);
		else if (isTaskContainer) yield value;
	}
	if (isTask) yield body.id;
}

/**
 * The ID of the task that a creation has made, in the body of its response; undefined where it names none. `sourceId`: the
 * task whose button was pressed; a refusal that repeats its ID has made nothing.
 */
export function findCreatedTaskId(
	body: unknown,
	isSuccess: boolean,
	sourceId?: string,
): string | undefined {
	if (!isObject(body)) return undefined;
	const ids = [...candidates(body, isSuccess)].flatMap((value) => readTaskId(value) ?? []);
	return ids.find((id) => id !== sourceId) ?? (isSuccess ? ids[0] : undefined);
}

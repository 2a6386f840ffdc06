import { isObject, toNumber } from '../../model/json';
import type { Task } from '../../model/task';
import type { TaskPage } from '../service';
import { readSentTask } from './taskReader';

/** A task in a response: as it is, below `task`, or as the only one of a list. */
export function readSingleTask(data: unknown, contentBaseUrl: string): Task | undefined {
	const value: unknown = Array.isArray(data) && data.length === 1 ? data[0] : data;
	return (
		readSentTask(value, contentBaseUrl) ??
		(isObject(value) ? readSentTask(value.task, contentBaseUrl) : undefined)
	);
}

/** Names of the list in related projects and common frameworks. */
const listNames = ['tasks', 'list', 'records', 'items', 'content', 'data'] as const;
const totalNames = ['total', 'totalElements', 'count'] as const;

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** The rows of a page; undefined where the response has no list. */
function rowsIn(data: unknown, contentBaseUrl: string): unknown[] | undefined {
	if (isList(data)) return data;
	if (!isObject(data)) return undefined;
	const rows = listNames.map((name) => data[name]).find(isList);
	return rows ?? (readSentTask(data, contentBaseUrl) ? [data] : undefined);
}

/** How many tasks there are in all; null where the response does not say. */
function totalIn(data: unknown): number | null {
	if (!isObject(data)) return null;
	const places = [data, isObject(data.pagination) ? data.pagination : {}];
	const totals = places.flatMap((place) => totalNames.map((name) => toNumber(place[name])));
	const total = totals.find((number) => number !== null);
	return total !== undefined && Number.isSafeInteger(total) && total >= 0 ? total : null;
}

/** A page of the task list, in any of the shapes that are known; undefined where the data is no list. */
export function readTaskPage(
	data: unknown,
	contentBaseUrl: string,
): Omit<TaskPage, 'servedAt'> | undefined {
	const rows = rowsIn(data, contentBaseUrl);
	if (!rows) return undefined;
	const tasks = rows.flatMap((wire) => readSentTask(wire, contentBaseUrl) ?? []);
	return { tasks, receivedCount: rows.length, total: totalIn(data) };
}

import { at, idOf, isObject, textOf } from './jsonValue';
import type { Answer } from './wireClient';

/** Places where services put the id of a new task. The first is the documented one of OhMyGPT. */
const idPaths = [
	['data'],
	['data', 'taskId'],
	['data', 'id'],
	['data', 'task', 'taskId'],
	['taskId'],
	['result'],
] as const;

/** The id in the answer to a creation; empty if there is none. */
export function idInAnswer({ json }: Answer): string {
	for (const path of idPaths) {
		const id = idOf(at(json, ...path));
		if (/^[\w-]{1,64}$/.test(id)) return id;
	}
	return '';
}

/** Words of answers that say nothing about whether a task exists. */
const unclearWords = /time.?out|connect|ECONN|fetch|gateway|upstream|status code|retry|later|hook/i;

/** Whether the answer says beyond doubt that no task was made. */
export function isClearRefusal(answer: Answer): boolean {
	const { status, json } = answer;
	if (status === null || status >= 500 || !isObject(json) || idInAnswer(answer) !== '')
		return false;
	const code = Number(at(json, 'statusCode') ?? at(json, 'code'));
	const text = textOf(at(json, 'message')) || textOf(at(json, 'description'));
	const isRefusalCode = (code >= 400 && code < 500) || [3, 4, 24].includes(code);
	return isRefusalCode && ![408, 425, 429, 499].includes(code) && !unclearWords.test(text);
}

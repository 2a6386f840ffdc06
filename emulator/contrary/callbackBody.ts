import type { Variants } from '../variants';

type Fields = Record<string, unknown>;

/** What a webhook's body can be. */
const callbackBodies = {
	task: (task) => task,
	envelope: (task) => ({ statusCode: 200, message: 'Success', data: task }),
	data: (task) => ({ data: task }),
	'under-task': (task) => ({ event: 'task', task }),
	id: ({ taskId }) => ({ taskId }),
	'bare-id': ({ taskId }) => taskId,
} satisfies Record<string, (task: Fields) => unknown>;

export const callbackBodyNames = Object.keys(callbackBodies) as Array<keyof typeof callbackBodies>;

/** The content types of a webhook. */
const callbackTypes = {
	json: 'application/json',
	text: 'text/plain; charset=utf-8',
	none: undefined,
	binary: 'application/octet-stream',
} satisfies Record<string, string | undefined>;

export const callbackTypeNames = Object.keys(callbackTypes) as Array<keyof typeof callbackTypes>;

/** Headers and body of a webhook about a task. */
export function callbackRequest({ webhookBody, webhookType }: Variants, task: Fields) {
	const type = callbackTypes[webhookType];
	return {
		headers: type === undefined ? {} : { 'content-type': type },
		body: JSON.stringify(callbackBodies[webhookBody](task)),
	};
}

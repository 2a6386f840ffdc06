import { jsonResponse, type HttpResponse } from '../httpResponse';
import type { Variants } from '../variants';

/** What the answer to an accepted creation says: HTTP status, code, message. */
const acceptances = {
	usual: [200, 200, 'Success'],
	'http-201': [201, 201, 'Created'],
	'http-202': [202, 202, 'Accepted'],
	'http-400': [400, 400, 'Bad Request'],
	'http-500': [500, 500, 'Internal server error'],
	'code-0': [200, 0, 'ok'],
	'code-1': [200, 1, 'Submitted'],
	'code-22': [200, 22, 'In the queue, 2 tasks ahead'],
	'error-text': [200, 400, 'The task was created, but an error occurred: timeout'],
} satisfies Record<string, [number, number, string]>;

export const acceptanceNames = Object.keys(acceptances) as Array<keyof typeof acceptances>;

/** Where the answer has the id of the new task. */
const idPlaces = {
	data: (id) => ({ data: id }),
	'data.taskId': (id) => ({ data: { taskId: id } }),
	'data.id': (id) => ({ data: { id, state: '' } }),
	'data.task': (id) => ({ data: { task: { taskId: id } } }),
	taskId: (id) => ({ taskId: id, data: null }),
	result: (id) => ({ result: id }),
} satisfies Record<string, (id: unknown) => object>;

export const idPlaceNames = Object.keys(idPlaces) as Array<keyof typeof idPlaces>;

/** The answer to an accepted creation. */
export function creationAnswer({ accepted, idPlace }: Variants, id: unknown): HttpResponse {
	const [http, statusCode, message] = acceptances[accepted];
	return {
		...jsonResponse({ statusCode, message, ...idPlaces[idPlace](id) }, http),
		statusCode,
	};
}

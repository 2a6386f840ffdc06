import { taskPage } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { endpoints } from '../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { midjourneyModel as model } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { at, idOf, isObject, listAt } from './jsonValue';
import { createWireClient, type Answer, type WireClient } from './wireClient';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Rows of a list in any of the shapes that services have. Only for looking; the shape is judged elsewhere. */
export function rowsIn({ json }: Answer): unknown[] {
	const places = [
		['data', 'tasks'],
		['data'],
		['data', 'list'],
		['data', 'records'],
		['data', 'data'],
		['tasks'],
	];
	return places.map((path) => listAt(json, ...path)).find((rows) => rows.length > 0) ?? [];
}

export const rowId = (row: unknown): string => idOf(at(row, 'taskId'));

/** The requests of OhMyGPT that a probe sends. */
export function openOhMyGpt(baseUrl: string, key: string) {
	const client: WireClient = createWireClient(baseUrl, bearer(key));
	const { send } = client;
	return {
		client,
		list: async (page: number, pageSize: number = taskPage.max, name = 'task list') =>
			await send({
				name,
				path: `${endpoints.taskList}?page=${page}&pageSize=${pageSize}`,
				body: { model },
			}),
		query: async (taskId: string | number, name: string, more: { isForm?: boolean } = {}) =>
			await send({ name, path: endpoints.query, body: { model, taskId }, ...more }),
		queryWithKey: async (taskId: string, otherKey: string) =>
			await send({
				name: 'query with a wrong key',
				path: endpoints.query,
				body: { model, taskId },
				headers: bearer(otherKey),
			}),
		create: async (
			name: string,
			path: 'imagine' | 'describe' | 'action',
			body: Record<string, unknown>,
		) => await send({ name, path: endpoints[path], body: { model, ...body } }),
		balance: async () => await send({ name: 'balance', path: endpoints.balance }),
		membership: async () => await send({ name: 'membership', path: endpoints.membership }),
		modelRates: async () =>
			await send({ name: 'model rates', method: 'GET', path: endpoints.modelRates }),
	};
}

export type OhMyGptWire = ReturnType<typeof openOhMyGpt>;

/** The task in the answer to a query; undefined if there is none. */
export function taskIn({ json }: Answer): unknown {
	const data = at(json, 'data');
	return isObject(data) && data.taskId !== undefined ? data : undefined;
}

/** Tokens of the account; undefined where the answer has none. */
export function tokensIn({ json }: Answer): number | undefined {
	const sum = Number(at(json, 'data', 'balance') ?? NaN);
	const free = Number(at(json, 'data', 'free_balance') ?? 0);
	return Number.isFinite(sum) ? sum + (Number.isFinite(free) ? free : 0) : undefined;
}

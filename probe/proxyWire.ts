import { defaultKeyHeader, headersOf } from '../nodes/Midjourney/service/mjproxy/facts/keyHeaders';
import { speeds } from '../nodes/Midjourney/service/mjproxy/facts/server';
import { endpoints } from '../nodes/Midjourney/service/mjproxy/facts/wire';
import { at, isObject } from './jsonValue';
import { createWireClient, type Answer } from './wireClient';

type Submission = 'imagine' | 'describe' | 'action' | 'change';

/** The requests of midjourney-proxy that a probe sends. `baseUrl` may end in `/mj`. */
export function openProxy(baseUrl: string, apiKey: string) {
	const client = createWireClient(
		baseUrl.replace(/\/mj$/, ''),
		headersOf({ apiKey, keyHeader: defaultKeyHeader }),
	);
	const { send } = client;
	const listNone = async (name: string, headers?: Record<string, string>, prefix = '') =>
		await send({ name, path: `${prefix}/mj${endpoints.listByIds}`, body: { ids: [] }, headers });
	const read = async (name: string, [before, after]: readonly [string, string], id: string) =>
		await send({ name, method: 'GET', path: `/mj${before}${id}${after}` });
	return {
		client,
		/** Asks for no tasks, which costs nothing. */
		listNone: async () => await listNone('no tasks'),
		listNoneAs: async (keyHeader: 'bearer' | 'both') =>
			await listNone(`no tasks, key as ${keyHeader}`, headersOf({ apiKey, keyHeader })),
		listNoneWithWrongKey: async () => {
			const wrong = headersOf({ apiKey: `sk-${'x'.repeat(48)}`, keyHeader: defaultKeyHeader });
			return await listNone('no tasks, wrong key', wrong);
		},
		listNoneAtSpeed: async () =>
			await listNone('no tasks, address of a speed', undefined, `/${speeds.fast}`),
		list: async () =>
			await send({ name: 'task list', method: 'GET', path: `/mj${endpoints.list}` }),
		listIds: async (ids: string[]) =>
			await send({ name: 'tasks by id', path: `/mj${endpoints.listByIds}`, body: { ids } }),
		fetch: async (id: string, name = 'fetch') => await read(name, endpoints.fetch, id),
		seed: async (id: string) => await read('seed', endpoints.seed, id),
		submit: async (name: string, path: Submission, body: Record<string, unknown>) =>
			await send({ name, path: `/mj${endpoints[path]}`, body }),
	};
}

export type ProxyWire = ReturnType<typeof openProxy>;

/** The task in an answer; undefined if there is none. */
export function proxyTaskIn({ json }: Answer): unknown {
	return isObject(json) && at(json, 'id') !== undefined ? json : undefined;
}

import { request } from 'undici';
import { parseJson, toJson } from './jsonValue';

export interface WireRequest {
	/** What the report calls it. */
	name: string;
	method?: 'GET' | 'POST';
	path: string;
	body?: Record<string, unknown>;
	/** The body is sent as a form. */
	isForm?: boolean;
	/** Instead of the client's own. */
	headers?: Record<string, string>;
}

/** One request and its answer. */
export interface Answer {
	readonly name: string;
	readonly method: string;
	readonly path: string;
	readonly body: Record<string, unknown> | undefined;
	/** null: no answer came. */
	readonly status: number | null;
	readonly contentType: string;
	/** undefined: the answer is no JSON. */
	readonly json: unknown;
	/** Characters of the answer. */
	readonly length: number;
	/** When the answer had come, and how long it took. */
	readonly at: number;
	readonly ms: number;
}

export interface WireClient {
	send: (wanted: WireRequest) => Promise<Answer>;
	/** Every request so far, in order. */
	readonly answers: readonly Answer[];
}

const limits = { headersTimeout: 100_000, bodyTimeout: 100_000 };

/** Sends each request exactly once, and follows no redirect. A connection that breaks is an answer without a status. */
export function createWireClient(baseUrl: string, headers: Record<string, string>): WireClient {
	const answers: Answer[] = [];

	async function exchange(wanted: WireRequest) {
		const { method = 'POST', body, isForm = false } = wanted;
		const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
		const fields = Object.entries(body ?? {}).map(
			([name, value]) => [name, String(value)] as const,
		);
		const sent = isForm
			? new URLSearchParams(Object.fromEntries(fields)).toString()
			: toJson(body ?? {});
		const response = await request(baseUrl + wanted.path, {
			method,
			headers: {
				...(wanted.headers ?? headers),
				...(method === 'POST' && { 'content-type': type }),
			},
			...(method === 'POST' && { body: sent }),
			...limits,
		});
		const text = await response.body.text();
		const contentType = String(response.headers['content-type'] ?? '');
		return { status: response.statusCode, contentType, json: parseJson(text), length: text.length };
	}

	return {
		answers,
		async send(wanted) {
			const { name, method = 'POST', path, body } = wanted;
			const start = Date.now();
			const nothing = { status: null, contentType: '', json: undefined, length: 0 };
			const received = await exchange(wanted).catch(() => nothing);
			const end = Date.now();
			const answer = { name, method, path, body, ...received, at: end, ms: end - start };
			answers.push(answer);
			return answer;
		},
	};
}

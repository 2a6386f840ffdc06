/** One request. */
export interface JournalEntry {
	/** Number of the request since the start or the last reset, from 1. */
	n: number;
	/** When the request arrived, ISO 8601. */
	time: string;
	/** Name of the endpoint. `unknown` if the service has no such endpoint. */
	route: string;
	method: string;
	/** Path and query. */
	path: string;
	/** HTTP status. null if the connection was closed without a response. */
	status: number | null;
	/** The `statusCode` in the response body. */
	statusCode?: number;
	/** The task that was created or read, or whose picture was read. */
	taskId?: number;
	/** Remark of the API key. */
	key?: string;
	/** Fields of the request body. Long texts are truncated. */
	body?: unknown;
	fault?: string;
	ms?: number;
}

const maxEntries = 10_000;

/** Keeps the last entries and counts all of them. */
export class RingBuffer<Entry> {
	private entries: Entry[] = [];

	total = 0;

	add(entry: Entry): void {
		this.total += 1;
		this.entries.push(entry);
		if (this.entries.length >= 2 * maxEntries) this.entries = this.entries.slice(-maxEntries);
	}

	/** Oldest first. */
	last(count = maxEntries): readonly Entry[] {
		return this.entries.slice(-Math.min(count, maxEntries));
	}

	/** The newest `count` entries for which `test` returns true; oldest first. */
	filter(test: (entry: Entry) => boolean, count = maxEntries): readonly Entry[] {
		return this.last().filter(test).slice(-count);
	}
}

/** All requests to the service, without the control API and the web page. */
export class Journal extends RingBuffer<JournalEntry> {
	/** Requests by route. */
	readonly counts: Record<string, number> = {};

	addRequest(entry: Omit<JournalEntry, 'n'>): JournalEntry {
		const added = { n: this.total + 1, ...entry };
		this.counts[entry.route] = (this.counts[entry.route] ?? 0) + 1;
		this.add(added);
		return added;
	}
}

const maxTextLength = 500;

/** Truncates long texts, lists and objects, so that the log stays small. */
export function shorten(value: unknown): unknown {
	if (typeof value === 'string') {
		return value.length <= maxTextLength
			? value
			: `${value.slice(0, 60)}… (${value.length} characters)`;
	}
	if (Array.isArray(value)) return value.slice(0, 20).map(shorten);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value)
				.slice(0, 30)
				.map(([name, each]) => [name, shorten(each)]),
		);
	}
	return value;
}

/** One request. */
export interface JournalEntry {
	/** Counts all requests since the start or the last reset, from 1. */
	n: number;
	/** ISO 8601, when the request arrived. */
	time: string;
	/** Name of the endpoint; `unknown` where the address has none. */
	route: string;
	method: string;
	/** Path and query. */
	path: string;
	/** HTTP status; null when the connection was cut. */
	status: number | null;
	/** `statusCode` inside the answer. */
	statusCode?: number;
	/** The task that was created, asked for or pictured. */
	taskId?: number;
	/** Remark of the API key. */
	key?: string;
	/** Fields of the request's body, long texts cut. */
	body?: unknown;
	fault?: string;
	ms?: number;
}

const kept = 10_000;

/** The last entries of something that goes on for ever, with an exact count. */
export class Ring<Entry> {
	private entries: Entry[] = [];

	total = 0;

	add(entry: Entry): void {
		this.total += 1;
		this.entries.push(entry);
		if (this.entries.length >= 2 * kept) this.entries = this.entries.slice(-kept);
	}

	/** Oldest first. */
	last(count = kept): readonly Entry[] {
		return this.entries.slice(-Math.min(count, kept));
	}

	/** The entries that `test` lets through, at most `count` of the newest; oldest first. */
	filter(test: (entry: Entry) => boolean, count = kept): readonly Entry[] {
		return this.last().filter(test).slice(-count);
	}
}

/** Every request to the service; the emulator's own control and page are not among them. */
export class Journal extends Ring<JournalEntry> {
	/** Requests by route. */
	readonly counts: Record<string, number> = {};

	open(entry: Omit<JournalEntry, 'n'>): JournalEntry {
		const opened = { n: this.total + 1, ...entry };
		this.counts[entry.route] = (this.counts[entry.route] ?? 0) + 1;
		this.add(opened);
		return opened;
	}
}

const longestText = 500;

/** A body without long texts, so that the log stays small. Pictures become their length. */
export function shortened(value: unknown): unknown {
	if (typeof value === 'string') {
		return value.length <= longestText
			? value
			: `${value.slice(0, 60)}… (${value.length} characters)`;
	}
	if (Array.isArray(value)) return value.slice(0, 20).map(shortened);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value)
				.slice(0, 30)
				.map(([name, each]) => [name, shortened(each)]),
		);
	}
	return value;
}

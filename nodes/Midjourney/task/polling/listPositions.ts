/** A task that so many pages in a row did not show is not looked up in the list any more. */
const maxMisses = 3;

/** Where this run's tasks are in the task list, as far as is known: newest first, with tasks of others between them. */
export interface ListPositions {
	/** The newest of all tasks. */
	recordCreated(id: string): void;
	/** Page that should show the task, counted from 1. */
	pageOf: (id: string) => number;
	/** False after too many pages did not show the task. */
	isListed: (id: string) => boolean;
	/** The task is at this index, counted from 0. */
	recordSeen(id: string, index: number): void;
	/** A page that shows these tasks does not show this one. */
	recordMissing(id: string, page: number, shown: readonly string[]): void;
}

export function createListPositions(pageSize: number): ListPositions {
	/** How many tasks this run had created before each of its own. */
	const ranks = new Map<string, number>();
	/** Index in the list, less the newer tasks of this run. */
	const shifts = new Map<string, number>();
	const misses = new Map<string, number>();

	const newerThan = (id: string) => {
		const rank = ranks.get(id);
		return rank === undefined ? ranks.size : ranks.size - 1 - rank;
	};
	const setIndex = (id: string, index: number) => shifts.set(id, index - newerThan(id));

	return {
		recordCreated(id) {
			ranks.set(id, ranks.size);
		},
		pageOf: (id) => Math.floor((newerThan(id) + (shifts.get(id) ?? 0)) / pageSize) + 1,
		isListed: (id) => (misses.get(id) ?? 0) < maxMisses,
		recordSeen(id, index) {
			misses.delete(id);
			setIndex(id, index);
		},
		recordMissing(id, page, shown) {
			// It is before the page if older tasks are on it; else tasks of others have pushed it to the next page.
			const rank = ranks.get(id) ?? -1;
			const isBefore = page > 1 && shown.some((other) => (ranks.get(other) ?? rank) < rank);
			const isPushed = shown.length === pageSize;
			misses.set(id, isBefore || isPushed ? (misses.get(id) ?? 0) + 1 : maxMisses);
			setIndex(id, isBefore ? (page - 1) * pageSize - 1 : page * pageSize);
		},
	};
}

import { taskPage } from '../../service/ohmygpt/facts/accountLimits';

/** A task that so many pages in a row did not show is not looked for in the list any more. */
const missesAllowed = 3;

/** Where this run's tasks stand in the task list, as far as is known: newest first, those of others between them. */
export interface ListPositions {
	/** The newest of all tasks. */
	recordCreated(id: string): void;
	/** Page that should show the task, counted from 1. */
	pageOf: (id: string) => number;
	/** False once the task was looked for in the list in vain. */
	isListed: (id: string) => boolean;
	/** The task stands at this place, counted from 0. */
	recordSeen(id: string, index: number): void;
	/** A page that shows these tasks does not show this one. */
	recordMissing(id: string, page: number, shown: readonly string[]): void;
}

export function createListPositions(): ListPositions {
	/** How many tasks this run had created before each of its own. */
	const ranks = new Map<string, number>();
	/** Places counted from 0, less the newer tasks of this run. */
	const shifts = new Map<string, number>();
	const misses = new Map<string, number>();

	const newerThan = (id: string) => {
		const rank = ranks.get(id);
		return rank === undefined ? ranks.size : ranks.size - 1 - rank;
	};
	const place = (id: string, index: number) => shifts.set(id, index - newerThan(id));

	return {
		recordCreated(id) {
			ranks.set(id, ranks.size);
		},
		pageOf: (id) => Math.floor((newerThan(id) + (shifts.get(id) ?? 0)) / taskPage.max) + 1,
		isListed: (id) => (misses.get(id) ?? 0) < missesAllowed,
		recordSeen(id, index) {
			misses.delete(id);
			place(id, index);
		},
		recordMissing(id, page, shown) {
			// It stands before those that are older, else others have pushed it to the next page.
			const rank = ranks.get(id) ?? -1;
			const isBefore = page > 1 && shown.some((other) => (ranks.get(other) ?? rank) < rank);
			const isPushed = shown.length === taskPage.max;
			misses.set(id, isBefore || isPushed ? (misses.get(id) ?? 0) + 1 : missesAllowed);
			place(id, isBefore ? (page - 1) * taskPage.max - 1 : page * taskPage.max);
		},
	};
}

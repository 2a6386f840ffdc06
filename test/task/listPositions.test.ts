import fc from 'fast-check';
import { taskPage } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { createListPositions } from '../../nodes/Midjourney/task/polling/listPositions';

const size = taskPage.max;

/** The task list, newest first, and the positions that a run knows. */
function useList() {
	const list: string[] = [];
	const positions = createListPositions(size);
	let created = 0;
	const pageAt = (page: number) => list.slice((page - 1) * size, page * size);
	const addOwn = () => {
		const id = `own ${++created}`;
		list.unshift(id);
		positions.recordCreated(id);
		return id;
	};
	const addForeign = (count: number) =>
		list.unshift(...Array.from({ length: count }, () => `of others ${++created}`));
	/** Reads pages for a task as the node does. Returns the number of pages, or Infinity. */
	const find = (id: string) => {
		for (let reads = 1; positions.isListed(id); reads++) {
			const page = positions.pageOf(id);
			const shown = pageAt(page);
			shown.forEach((each, i) => positions.recordSeen(each, (page - 1) * size + i));
			if (shown.includes(id)) return reads;
			positions.recordMissing(id, page, shown);
		}
		return Infinity;
	};
	return { positions, addOwn, addForeign, find };
}

test('the newest tasks are on the first page, older ones of the run on the next', () => {
	const { addOwn, positions } = useList();
	const ids = Array.from({ length: 45 }, addOwn);
	expect(ids.map(positions.pageOf)).toEqual(
		ids.map((_, i) => Math.floor((ids.length - 1 - i) / size) + 1),
	);
});

test.each([
	['a few tasks of others', 5, 1],
	['a page of them', 20, 2],
	['two pages of them', 45, 3],
])('%s are newer: the task is found', (_, count, reads) => {
	const { addOwn, addForeign, find } = useList();
	const id = addOwn();
	addForeign(count);
	expect(find(id)).toBe(reads);
	expect(find(id)).toBe(1);
});

test('after too many tasks of others the task is no longer looked up in the list', () => {
	const { addOwn, addForeign, find, positions } = useList();
	const id = addOwn();
	addForeign(100);
	expect(find(id)).toBe(Infinity);
	expect(positions.isListed(id)).toBe(false);
});

test('a list that ends before the task was found does not have it', () => {
	const { positions } = useList();
	positions.recordCreated('unknown to the list');
	positions.recordMissing('unknown to the list', 1, ['another']);
	expect(positions.isListed('unknown to the list')).toBe(false);
});

test('a task that was there before the run is found wherever it is', () => {
	const { addForeign, find, addOwn } = useList();
	addForeign(30);
	const list = Array.from({ length: 3 }, addOwn);
	expect(find('of others 25')).toBe(2);
	expect(list.map(find)).toEqual([1, 1, 1]);
});

test('while tasks of ours and of others come in, each is found within three pages', () => {
	const moves = fc.array(
		fc.oneof(
			fc.record({ own: fc.integer({ min: 1, max: 8 }) }),
			fc.record({ foreign: fc.integer({ min: 1, max: 15 }) }),
			fc.record({ read: fc.nat() }),
		),
		{ maxLength: 60 },
	);
	fc.assert(
		fc.property(moves, (each) => {
			const { addOwn, addForeign, find, positions } = useList();
			const ids: string[] = [];
			let sinceRead = 0;
			for (const move of each) {
				if ('own' in move) for (let i = 0; i < move.own; i++) ids.push(addOwn());
				else if ('foreign' in move) addForeign(move.foreign);
				if ('foreign' in move) sinceRead += move.foreign;
				if (!('read' in move) || ids.length === 0) continue;
				const reads = ids.filter(positions.isListed).map(find);
				// A task that has moved less than two pages since the last read is on one of the next pages.
				if (sinceRead < 2 * size) expect(Math.max(0, ...reads)).toBeLessThanOrEqual(3);
				sinceRead = 0;
			}
		}),
		{ numRuns: 200 },
	);
});

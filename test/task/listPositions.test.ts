import fc from 'fast-check';
import { taskPage } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { createListPositions } from '../../nodes/Midjourney/task/polling/listPositions';

const size = taskPage.max;

/** The task list, newest first, and what a run knows of it. */
function useList() {
	const list: string[] = [];
	const standing = createListPositions(size);
	let made = 0;
	const pageAt = (page: number) => list.slice((page - 1) * size, page * size);
	const own = () => {
		const id = `own ${++made}`;
		list.unshift(id);
		standing.recordCreated(id);
		return id;
	};
	const foreign = (count: number) =>
		list.unshift(...Array.from({ length: count }, () => `of others ${++made}`));
	/** Reads pages for a task as the node does; gives how many it took, or Infinity. */
	const find = (id: string) => {
		for (let reads = 1; standing.isListed(id); reads++) {
			const page = standing.pageOf(id);
			const shown = pageAt(page);
			shown.forEach((each, i) => standing.recordSeen(each, (page - 1) * size + i));
			if (shown.includes(id)) return reads;
			standing.recordMissing(id, page, shown);
		}
		return Infinity;
	};
	return { standing, own, foreign, find };
}

test('the newest tasks are on the first page, older ones of the run on the next', () => {
	const { own, standing } = useList();
	const ids = Array.from({ length: 45 }, own);
	expect(ids.map(standing.pageOf)).toEqual(
		ids.map((_, i) => Math.floor((ids.length - 1 - i) / size) + 1),
	);
});

test.each([
	['a few tasks of others', 5, 1],
	['a page of them', 20, 2],
	['two pages of them', 45, 3],
])('%s are in front: the task is found', (_, count, reads) => {
	const { own, foreign, find } = useList();
	const id = own();
	foreign(count);
	expect(find(id)).toBe(reads);
	expect(find(id)).toBe(1);
});

test('so many of others that it is not worth looking further', () => {
	const { own, foreign, find, standing } = useList();
	const id = own();
	foreign(100);
	expect(find(id)).toBe(Infinity);
	expect(standing.isListed(id)).toBe(false);
});

test('a list that ends before the task was found does not have it', () => {
	const { standing } = useList();
	standing.recordCreated('unknown to the list');
	standing.recordMissing('unknown to the list', 1, ['another']);
	expect(standing.isListed('unknown to the list')).toBe(false);
});

test('a task that was there before the run is found wherever it is', () => {
	const { foreign, find, own } = useList();
	foreign(30);
	const list = Array.from({ length: 3 }, own);
	expect(find('of others 25')).toBe(2);
	expect(list.map(find)).toEqual([1, 1, 1]);
});

test('while tasks of ours and of others come in, each is found within three pages', () => {
	const moves = fc.array(
		fc.oneof(
			fc.record({ own: fc.integer({ min: 1, max: 8 }) }),
			fc.record({ foreign: fc.integer({ min: 1, max: 15 }) }),
			fc.record({ ask: fc.nat() }),
		),
		{ maxLength: 60 },
	);
	fc.assert(
		fc.property(moves, (each) => {
			const { own, foreign, find, standing } = useList();
			const ids: string[] = [];
			let sinceLook = 0;
			for (const move of each) {
				if ('own' in move) for (let i = 0; i < move.own; i++) ids.push(own());
				else if ('foreign' in move) foreign(move.foreign);
				if ('foreign' in move) sinceLook += move.foreign;
				if (!('ask' in move) || ids.length === 0) continue;
				const reads = ids.filter(standing.isListed).map(find);
				// What was pushed by less than two pages since the last look is on one of the next.
				if (sinceLook < 2 * size) expect(Math.max(0, ...reads)).toBeLessThanOrEqual(3);
				sinceLook = 0;
			}
		}),
		{ numRuns: 200 },
	);
});

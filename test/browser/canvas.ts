import type { Page } from 'playwright-core';

import { eventually } from './eventually';

/** How the editor marks a node that cannot run as it is. */
const marks = [
	'node-issues',
	'node-setup-required',
	'node-not-installed',
	'canvas-node-status-warning',
];

/** A node or a note, in pixels of the page. */
interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
	/** Whether its text is higher than itself. */
	isCut: boolean;
}

/** What the canvas shows, as soon as it shows that many nodes and notes. `marked`: names of the nodes with a warning. */
export async function canvasOf(page: Page, count: number) {
	const shown = page.locator('.vue-flow__node');
	await eventually(async () => expect(await shown.count()).toBe(count));
	const note = page.getByTestId('sticky');
	const mark = page.locator(marks.map((id) => `[data-test-id="${id}"]`).join());
	return {
		all: await shown.evaluateAll(boxesOf),
		notes: await shown.filter({ has: note }).evaluateAll(boxesOf),
		marked: (await shown.filter({ has: mark }).evaluateAll(boxesOf)).map(({ name }) => name),
	};
}

/** Pairs that cover each other. */
export const overlaps = (boxes: readonly Box[]): string[] =>
	boxes.flatMap((a, i) =>
		boxes
			.slice(i + 1)
			.filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
			.map((b) => `${a.name} and ${b.name}`),
	);

/** What is used of an element. */
interface Shown {
	clientHeight: number;
	scrollHeight: number;
	getAttribute: (name: string) => string | null;
	getBoundingClientRect: () => Omit<Box, 'isCut' | 'name'>;
	querySelectorAll: (selector: string) => Iterable<Shown>;
}

/** Runs in the browser. */
function boxesOf(elements: Shown[]): Box[] {
	return elements.map((element) => {
		const [named] = element.querySelectorAll('[data-node-name]');
		const { left, top, right, bottom } = element.getBoundingClientRect();
		const isCut = [...element.querySelectorAll('[data-test-id="sticky"] *')].some(
			({ clientHeight, scrollHeight }) => clientHeight > 0 && scrollHeight > clientHeight + 1,
		);
		return { name: named?.getAttribute('data-node-name') ?? '', left, top, right, bottom, isCut };
	});
}

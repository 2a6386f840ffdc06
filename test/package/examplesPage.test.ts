import { readFileSync } from 'node:fs';

import { readExamples } from '../../sandbox/examples';
import { examplesPage, examplesPagePath, screenshotOf } from '../../scripts/examplesPage';

test('examples/README.md shows every example as it is, with its picture', () => {
	const page = examplesPage();
	expect(readFileSync(examplesPagePath, 'utf8')).toBe(page);
	for (const example of readExamples()) expect(page).toContain(`](${screenshotOf(example)})`);
});

describe.each(readExamples())('examples/$file', ({ workflow }) => {
	const isNote = (type: string) => type === 'n8n-nodes-base.stickyNote';
	const notes = workflow.nodes.filter(({ type }) => isNote(type));
	const nodes = workflow.nodes.filter(({ type }) => !isNote(type));

	test('has one note, which overlaps no node', () => {
		expect(notes).toHaveLength(1);
		const [note] = notes;
		const [x = 0, y = 0] = note?.position ?? [];
		const { width, height } = note?.parameters as { width: number; height: number };
		// A node is about 100 pixels wide, and its name stands below it.
		const overlapping = nodes.filter(
			({ position }) =>
				position[0] + 100 > x &&
				position[0] < x + width &&
				position[1] + 140 > y &&
				position[1] < y + height,
		);
		expect(overlapping.map(({ name }) => name)).toEqual([]);
	});

	test('has nodes that do not lie on each other', () => {
		const places = nodes.map(({ position }) => position.join());
		expect(new Set(places).size).toBe(places.length);
	});
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureGrowth, taskCounts, type GrowthPoint } from './growth';

const folder = join(__dirname, '../docs');

const charts: ReadonlyArray<{ file: string; field: keyof GrowthPoint; title: string }> = [
	{ file: 'benchmarks-delay.svg', field: 'delay', title: 'mean delay in seconds' },
	{ file: 'benchmarks-requests.svg', field: 'requestsPerTask', title: 'requests per task' },
];

/** Draws delay and requests per task against the number of tasks, with a line for each number of slots. */
export async function plot(print: (line: string) => void): Promise<void> {
	const { lineChart } = await import('./lineChart.mjs');
	const points = await measureGrowth(print);
	for (const { file, field, title } of charts) {
		const svg = await lineChart({
			points,
			x: { field: 'tasks', title: 'tasks', values: taskCounts },
			y: { field, title },
			line: { field: 'slots', title: 'slots' },
		});
		const path = join(folder, file);
		writeFileSync(path, `${svg}\n`);
		print(path);
	}
}

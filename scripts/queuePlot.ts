/**
 * Draws docs/operating-callbacks.svg from the line of figures that `npm run test:queue` prints:
 * `npm run test:queue | grep '^{' | npx tsx scripts/queuePlot.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

interface Figures {
	rates: Array<{ perSecond: number; answerP95: number }>;
}

async function plot(): Promise<void> {
	const { lineChart } = await import('../bench/lineChart.mjs');
	const { legacyOneEach, vmOneEach } = (await json(process.stdin)) as Record<string, Figures>;
	const pointsOf = (engine: string, figures: Figures | undefined) =>
		(figures?.rates ?? []).map((each) => ({ ...each, engine }));
	const points = [...pointsOf('legacy', legacyOneEach), ...pointsOf('vm', vmOneEach)];
	const svg = await lineChart({
		points,
		x: {
			field: 'perSecond',
			title: 'callbacks per second, one webhook processor',
			values: [...new Set(points.map(({ perSecond }) => perSecond))].sort((a, b) => a - b),
		},
		y: { field: 'answerP95', title: 'milliseconds until the answer, p95' },
		line: { field: 'engine', title: 'engine' },
	});
	const path = join(__dirname, '../docs/operating-callbacks.svg');
	writeFileSync(path, `${svg}\n`);
	process.stdout.write(`${path}\n`);
}

void plot();

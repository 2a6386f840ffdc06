import type { Figures } from './benchmark';

interface Target {
	/** Path of the figure in the JSON object. */
	figure: string;
	bound: '<=' | '<' | '>=' | '=';
	value: number;
	unit: string;
}

const atMost = (figure: string, value: number, unit: string): Target => ({
	figure,
	bound: '<=',
	value,
	unit,
});

const below = (figure: string, value: number, unit: string): Target => ({
	figure,
	bound: '<',
	value,
	unit,
});

/** The targets. They are never changed to fit the figures. */
const targets: readonly Target[] = [
	atMost('single.requests', 7.5, 'requests'),
	atMost('single.delayP50', 1, 's'),
	atMost('single.delayP95', 2.4, 's'),
	atMost('batch20.makespanRatio', 1.035, ''),
	atMost('batch20.requestsPerTask', 2, 'requests'),
	{ figure: 'batch20.peakUnfinished', bound: '=', value: 20, unit: 'tasks' },
	atMost('batch3.makespanRatio', 1.06, ''),
	atMost('batch50.requestsPerTask', 1.9, 'requests'),
	atMost('proxy.batch20.requestsPerTask', 1.6, 'requests'),
	atMost('proxy.batch20.makespanRatio', 1.05, ''),
	atMost('gateway.batch20.requestsPerTask', 1.5, 'requests'),
	{ figure: 'sequentialRatio', bound: '>=', value: 12, unit: '' },
	atMost('suspend.requestsPerTask', 2.1, 'requests'),
	below('suspend.workerSeconds', 3, 's'),
	atMost('memory.peakDeltaMB', 60, 'MB'),
	atMost('memory.vsBuffered', 0.25, ''),
	atMost('memory.vsBare', 1.1, ''),
	atMost('load.requireMs', 30, 'ms'),
	atMost('load.packageKB', 85, 'kB'),
];

export interface TargetResult {
	value: number;
	target: string;
	met: boolean;
}

function figureAt(figures: Figures, path: string): number | undefined {
	const value = path
		.split('.')
		.reduce<
			Figures[string] | undefined
		>((parent, name) => (typeof parent === 'object' ? parent[name] : undefined), figures);
	return typeof value === 'number' ? value : undefined;
}

const comparisons: Record<Target['bound'], (figure: number, value: number) => boolean> = {
	'<=': (figure, value) => figure <= value,
	'<': (figure, value) => figure < value,
	'>=': (figure, value) => figure >= value,
	'=': (figure, value) => figure === value,
};

/** The results of all targets whose figure was measured, by the figure's path. */
export function checkTargets(figures: Figures): Record<string, TargetResult> {
	return Object.fromEntries(
		targets.flatMap((target) => {
			const value = figureAt(figures, target.figure);
			if (value === undefined) return [];
			const text = `${target.bound} ${target.value} ${target.unit}`.trim();
			return [
				[
					target.figure,
					{ value, target: text, met: comparisons[target.bound](value, target.value) },
				],
			];
		}),
	);
}

interface Channel {
	field: string;
	title: string;
}

export interface LineChart {
	points: readonly object[];
	/** Drawn on a logarithmic scale, with these values at the axis. */
	x: Channel & { values: readonly number[] };
	y: Channel;
	/** The field whose values have a line each. */
	line: Channel;
}

export function lineChart(chart: LineChart): Promise<string>;

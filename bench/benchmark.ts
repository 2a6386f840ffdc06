/** Measured values by name, as in the JSON object. */
export interface Figures {
	[name: string]: number | string | Figures;
}

export interface BenchmarkContext {
	/** Prints a line about the progress. */
	print: (line: string) => void;
}

export interface Benchmark {
	/** Name for `--only`. */
	name: string;
	about: string;
	measure: (context: BenchmarkContext) => Promise<Figures>;
}

/** The quantile of the values, e.g. the median if `part` is 0.5. Throws if there are no values. */
export function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
	if (value === undefined) throw new Error('A quantile needs at least one value');
	return value;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]) => sum(values) / values.length;

/** Rounds to three decimal places. This is precise enough that rounding does not decide about a target. */
export const round = (value: number) => Number(value.toFixed(3));

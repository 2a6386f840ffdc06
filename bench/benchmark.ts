/** Measured values by name; they make up the JSON object. */
export interface Figures {
	[name: string]: number | string | Figures;
}

export interface Setting {
	/** How many times faster than the wall clock emulated time runs, where tasks are long. */
	speed: number;
	/** Tells what is going on. */
	say: (line: string) => void;
}

export interface Benchmark {
	/** What `--only` calls it. */
	name: string;
	about: string;
	measure: (setting: Setting) => Promise<Figures>;
}

/** The value below which the given part (0 to 1) of the values lies. Throws where there are none. */
export function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
	if (value === undefined) throw new Error('There are no values to take a quantile of');
	return value;
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]) => sum(values) / values.length;

/** Three digits behind the point: enough that a target is not met by rounding. */
export const rounded = (value: number) => Number(value.toFixed(3));

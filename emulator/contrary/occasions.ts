import type { Variants } from '../variants';

/** Which of the requests that a switch is about are odd; `n` counts them from 0. */
export const rhythms = {
	'1/3': (n: number) => n % 3 === 0,
	'2/3': (n: number) => n % 3 === 1,
	'3/3': (n: number) => n % 3 === 2,
	'2/5': (n: number) => n % 5 === 1,
	once: (n: number) => n === 0,
	always: () => true,
};

/** Counts requests for switches that change only some of them. */
export class Occasions {
	private readonly counts = new Map<string, number>();

	/** Counts one request for the switch; true if it is odd. */
	isOdd(name: keyof Variants, { oddRhythm }: Variants): boolean {
		const n = this.counts.get(name) ?? 0;
		this.counts.set(name, n + 1);
		return rhythms[oddRhythm](n);
	}
}

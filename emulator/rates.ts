import type { Clock } from './clock';
import { refusals } from './refusals';
import type { Settings } from './settings';

/** Calls per second, by account. */
export class Rates {
	private readonly calls = new Map<string, number[]>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: Settings,
	) {}

	/** Counts a call; refuses the one that is too many. */
	check(name: string, perSecond: number): void {
		if (!this.settings.rateLimits) return;
		const now = this.clock.now();
		const second = 1000 / this.settings.speed;
		const recent = (this.calls.get(name) ?? []).filter((moment) => moment > now - second);
		if (recent.length >= perSecond) throw refusals.tooManyCalls();
		this.calls.set(name, [...recent, now]);
	}
}

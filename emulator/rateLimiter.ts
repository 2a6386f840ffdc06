import type { Clock } from './clock';
import { apiErrors } from './apiErrors';
import type { Settings } from './settings';

/** Limits calls per second. */
export class RateLimiter {
	private readonly calls = new Map<string, number[]>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: Settings,
	) {}

	/** Counts a call. Throws if there were too many in the last second. */
	check(name: string, perSecond: number): void {
		if (!this.settings.rateLimits) return;
		const now = this.clock.now();
		const second = 1000 / this.settings.speed;
		const recent = (this.calls.get(name) ?? []).filter((moment) => moment > now - second);
		if (recent.length >= perSecond) throw apiErrors.tooManyCalls();
		this.calls.set(name, [...recent, now]);
	}
}

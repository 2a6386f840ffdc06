import { setTimeout as pause } from 'node:timers/promises';

/**
 * The emulator's own time, in milliseconds since 1970. It follows the monotonic clock of the machine, so
 * a test that replaces `Date` or the global timers of its process does not disturb it.
 */
export class Clock {
	private readonly epoch = Date.now();

	private readonly tick = process.hrtime.bigint();

	/** Factor by which every duration is divided. */
	speed = 1;

	/** Whether time stamps in answers run `speed` times faster than the wall clock. */
	scaled = false;

	private readonly stopped = new AbortController();

	/** Now, by the wall clock. Every moment stored by the emulator is one of these. */
	now(): number {
		return this.epoch + Number(process.hrtime.bigint() - this.tick) / 1e6;
	}

	/** The moment as the world sees it: the same, or scaled from the start of the emulator. */
	shown(moment: number): number {
		return Math.round(this.scaled ? this.epoch + (moment - this.epoch) * this.speed : moment);
	}

	/** ISO 8601, UTC, milliseconds, as the service writes times. */
	iso(moment: number): string {
		return new Date(this.shown(moment)).toISOString();
	}

	/** Now, as the world sees it. */
	shownNow(): number {
		return this.shown(this.now());
	}

	/** Waits `ms` divided by the speed; ends at once when the emulator stops. */
	async wait(ms: number): Promise<void> {
		if (ms <= 0 || this.stopped.signal.aborted) return;
		await pause(ms / this.speed, undefined, { signal: this.stopped.signal }).catch(() => undefined);
	}

	stop(): void {
		this.stopped.abort();
	}
}

import { setTimeout as delay } from 'node:timers/promises';

/**
 * The emulator's clock, in milliseconds since 1970. It uses the monotonic clock of the machine. So it still works
 * in a test that replaces `Date` or the global timers of the process.
 */
export class Clock {
	private readonly epoch = Date.now();

	private readonly startTick = process.hrtime.bigint();

	/** Every duration is divided by this factor. */
	speed = 1;

	/** Whether timestamps in responses run `speed` times faster than the wall clock. */
	scaled = false;

	private readonly stopped = new AbortController();

	/** Now, by the wall clock. All moments that the emulator stores are in wall clock time. */
	now(): number {
		return this.epoch + Number(process.hrtime.bigint() - this.startTick) / 1e6;
	}

	/** Converts a moment to the time in responses: the same time, or scaled from the start of the emulator. */
	toServiceTime(moment: number): number {
		return Math.round(this.scaled ? this.epoch + (moment - this.epoch) * this.speed : moment);
	}

	/** A moment in the service's format: ISO 8601, UTC, with milliseconds. */
	iso(moment: number): string {
		return new Date(this.toServiceTime(moment)).toISOString();
	}

	/** Now, as the time in responses. */
	serviceNow(): number {
		return this.toServiceTime(this.now());
	}

	/** Waits for `ms` divided by the speed. Returns immediately when the emulator stops. */
	async wait(ms: number): Promise<void> {
		if (ms <= 0 || this.stopped.signal.aborted) return;
		await delay(ms / this.speed, undefined, { signal: this.stopped.signal }).catch(() => undefined);
	}

	stop(): void {
		this.stopped.abort();
	}
}

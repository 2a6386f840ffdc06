import type { IncomingMessage } from 'node:http';
import { clearTimeout, setTimeout } from 'node:timers';

/** Where a clock takes its time from. */
export interface TimeSource {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls back after so many milliseconds; the result cancels it. */
	after(ms: number, callback: () => void): () => void;
	/** Resolves when a request that has arrived may be handled. Where it is missing, that is at once. */
	turn?(request: IncomingMessage): Promise<void>;
}

/**
 * The machine's time. It follows the monotonic clock, so a test that replaces `Date` or the global timers of
 * its process does not disturb it.
 */
function machineTime(): TimeSource {
	const epoch = Date.now();
	const start = process.hrtime.bigint();
	return {
		now: () => epoch + Number(process.hrtime.bigint() - start) / 1e6,
		after(ms, callback) {
			const timer = setTimeout(callback, ms);
			return () => clearTimeout(timer);
		},
	};
}

/** The emulator's clock, in milliseconds since 1970. */
export class Clock {
	private readonly epoch: number;

	/** Every duration is divided by this factor. */
	speed = 1;

	/** Whether timestamps in responses run `speed` times faster than the time source. */
	scaled = false;

	/** Milliseconds by which the times in responses are ahead. */
	aheadMs = 0;

	private isStopped = false;

	/** Ends the waits that are under way. */
	private readonly ends = new Set<() => void>();

	constructor(private readonly time: TimeSource = machineTime()) {
		this.epoch = time.now();
	}

	/** Now, by the time source. All moments that the emulator stores are in its time. */
	now(): number {
		return this.time.now();
	}

	/** Converts a moment to the time in responses: the same time, scaled from the start of the emulator, or ahead. */
	toServiceTime(moment: number): number {
		const scaled = this.scaled ? this.epoch + (moment - this.epoch) * this.speed : moment;
		return Math.round(scaled + this.aheadMs);
	}

	/** A moment in the service's format: ISO 8601, UTC, with milliseconds. */
	iso(moment: number): string {
		return new Date(this.toServiceTime(moment)).toISOString();
	}

	/** Now, as the time in responses. */
	serviceNow(): number {
		return this.toServiceTime(this.now());
	}

	/** Waits for `ms` divided by the speed. Returns immediately when the emulator stops or the signal fires. */
	async wait(ms: number, signal?: AbortSignal): Promise<void> {
		if (ms <= 0 || this.isStopped || signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const end = () => {
				cancel();
				this.ends.delete(end);
				signal?.removeEventListener('abort', end);
				resolve();
			};
			const cancel = this.time.after(ms / this.speed, end);
			this.ends.add(end);
			signal?.addEventListener('abort', end);
		});
	}

	/** Calls back after so many milliseconds of the time source, whatever the speed; the result cancels it. */
	after(ms: number, callback: () => void): () => void {
		return this.time.after(ms, callback);
	}

	/** Resolves when a request that has arrived may be handled. */
	async turn(request: IncomingMessage): Promise<void> {
		await this.time.turn?.(request);
	}

	stop(): void {
		this.isStopped = true;
		for (const end of this.ends) end();
	}
}

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
export function machineTime(): TimeSource {
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

/** The emulator's own time, in milliseconds since 1970. */
export class Clock {
	private readonly epoch: number;

	/** Factor by which every duration is divided. */
	speed = 1;

	/** Whether time stamps in answers run `speed` times faster than the time source. */
	scaled = false;

	/** Milliseconds by which the shown times are ahead. */
	aheadMs = 0;

	private isStopped = false;

	/** Ends the waits that are under way. */
	private readonly ends = new Set<() => void>();

	constructor(private readonly time: TimeSource = machineTime()) {
		this.epoch = time.now();
	}

	/** Now, by the time source. Every moment stored by the emulator is one of these. */
	now(): number {
		return this.time.now();
	}

	/** The moment as the world sees it: the same, scaled from the start of the emulator, or ahead. */
	shown(moment: number): number {
		const scaled = this.scaled ? this.epoch + (moment - this.epoch) * this.speed : moment;
		return Math.round(scaled + this.aheadMs);
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
		if (ms <= 0 || this.isStopped) return;
		await new Promise<void>((resolve) => {
			const end = () => {
				cancel();
				this.ends.delete(end);
				resolve();
			};
			const cancel = this.time.after(ms / this.speed, end);
			this.ends.add(end);
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

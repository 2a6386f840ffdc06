import { interruptibleSleep, now } from './sleep';

/** Milliseconds that something may take. */
export interface TimeLimits {
	/** Without any progress. */
	idleMs: number;
	/** In all. */
	totalMs: number;
}

/** Limits that are counted from now on. `stop` has to be called in the end; it leaves no timer. */
export interface TimeLimit {
	/** Fires when a limit has passed, or when the outer signal fires. */
	readonly signal: AbortSignal;
	/** Records progress: the idle time begins anew. */
	progress(): void;
	/** Is called with the reason when a limit has passed, before the signal fires. */
	onExpiry(listener: (reason: Error) => void): void;
	/** Settles as the work does; rejects as soon as a limit has passed. */
	race<T>(work: Promise<T>): Promise<T>;
	stop(): void;
}

const inSeconds = (ms: number) => `${Math.round(ms / 1000)} s`;

/** `outer`: ends the work as well. */
export function startTimeLimit({ idleMs, totalMs }: TimeLimits, outer?: AbortSignal): TimeLimit {
	const controller = new AbortController();
	const stopper = new AbortController();
	const endsAt = now() + totalMs;
	let lastAt = now();
	const listeners: Array<(reason: Error) => void> = [];
	const expired = new Promise<never>((_, reject) => {
		listeners.push(reject);
	});
	// Without work to race there is nobody to inform.
	expired.catch(() => undefined);

	const abort = () => controller.abort(outer?.reason);
	if (outer?.aborted) abort();
	outer?.addEventListener('abort', abort, { once: true });

	async function watch(): Promise<void> {
		for (;;) {
			const left = Math.min(lastAt + idleMs, endsAt) - now();
			if (left <= 0) break;
			await interruptibleSleep(left, stopper.signal);
			if (stopper.signal.aborted) return;
		}
		const reason = new Error(
			now() >= endsAt
				? `not complete after ${inSeconds(totalMs)}`
				: `nothing came for ${inSeconds(idleMs)}`,
		);
		for (const listener of listeners) listener(reason);
		controller.abort(reason);
	}
	void watch();

	return {
		signal: controller.signal,
		progress() {
			lastAt = now();
		},
		onExpiry: (listener) => void listeners.push(listener),
		race: async (work) => await Promise.race([work, expired]),
		stop() {
			stopper.abort();
			outer?.removeEventListener('abort', abort);
		},
	};
}

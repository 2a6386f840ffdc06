/**
 * How many tasks of this run may be unfinished at once: what the credential says, until the service refuses one more. Then
 * it is what was seen to be accepted, and one more is tried now and then, as congestion control does.
 */
export interface QueueLimit {
	readonly current: number;
	/** When one task more may be tried; milliseconds since 1970, Infinity at the credential's number. */
	readonly growsAt: number;
	/** A task was accepted; so many are unfinished with it. */
	recordAccepted(unfinished: number, at: number): void;
	/** A task was refused while so many others were unfinished. */
	recordRefused(others: number, at: number): void;
}

const firstPauseMs = 15_000;
const maxPauseMs = 4 * 60_000;

export function createQueueLimit(maximum: number): QueueLimit {
	let current = maximum;
	let growsAt = Infinity;
	let pauseMs = firstPauseMs;
	return {
		get current() {
			return current;
		},
		get growsAt() {
			return growsAt;
		},
		recordAccepted(unfinished, at) {
			if (unfinished <= current) return;
			current = Math.min(maximum, unfinished);
			pauseMs = firstPauseMs;
			growsAt = current < maximum ? at + pauseMs : Infinity;
		},
		recordRefused(others, at) {
			const limit = Math.max(1, others);
			if (limit < current) current = limit;
			else pauseMs = Math.min(maxPauseMs, pauseMs * 2);
			growsAt = at + pauseMs;
		},
	};
}

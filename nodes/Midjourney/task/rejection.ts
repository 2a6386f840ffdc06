import { isUncertain, rowOf } from '../service/failures';
import type { Failure } from '../service/result';
import { oddRetryAfterMs } from '../service/retry';

/**
 * What follows from a creation that made no task. `hold`: the queue is full, until a place becomes free. `pause`: nothing is
 * sent for a while. `again`: only this one waits for a moment. `suspect`: the words name no known reason, so the queue may be
 * full. `final`: it is about this item.
 */
export type Reaction = 'hold' | 'pause' | 'again' | 'suspect' | 'final';

export function reactionTo(failure: Failure): Reaction {
	const { effect, ends } = rowOf(failure);
	if (failure.kind === 'queueFull') return 'hold';
	if (failure.kind === 'refused') return 'suspect';
	if (effect === 'none') return 'pause';
	return isUncertain(failure) || ends !== 'request' ? 'again' : 'final';
}

const second = 1_000;
/** The same words as before, with nothing accepted since, count again only after this pause. */
const maxPauses = { hold: 16 * second, pause: 60 * second, again: 8 * second } as const;

/** Milliseconds before the next request, after so many refusals in a row; up to 5 % more or less, by `random` (0 to 1). */
export const pauseAfter = (reaction: keyof typeof maxPauses, refusals: number, random: number) =>
	Math.min(maxPauses[reaction], 2 * second * 2 ** Math.min(refusals - 1, 10)) *
	(0.95 + 0.1 * random);

/** A first Retry-After is obeyed up to two minutes, each further one twice as long: one odd response holds up no run. */
export const obeyedRetryAfterMs = (retryAfterMs: number, refusals: number) =>
	Math.min(retryAfterMs, oddRetryAfterMs * 2 ** Math.min(refusals - 1, 10));

import type { FailureKind } from './failures';

/** Why a call brought no data. A value, not an exception: whoever asked decides whether it matters. */
export interface Failure {
	kind: FailureKind;
	/** The service's own words, cleaned and cut; or what the network said. */
	message: string;
	/** Status of the body, else of HTTP; undefined where no answer came. */
	status?: number;
	/** Milliseconds that the service asked us to stay away. */
	retryAfterMs?: number;
}

/** `servedAt`: the service's own clock when it answered, in milliseconds since 1970, where it tells. */
export type Result<T> = { ok: true; data: T; servedAt?: number } | { ok: false; failure: Failure };

export const success = <T>(data: T): Result<T> => ({ ok: true, data });

export const failure = (failed: Failure): { ok: false; failure: Failure } => ({
	ok: false,
	failure: failed,
});

const neverActedOn: readonly FailureKind[] = ['unreachable', 'rateLimit', 'queueFull'];
const perhapsActedOn: readonly FailureKind[] = ['lost', 'server', 'unreadable'];

/** Whether the same request may be sent again without risk, since it was turned away before anything happened. */
export const isSafeToRepeat = ({ kind }: Failure) => neverActedOn.includes(kind);

/** Whether the request may have been acted on although no usable answer came. */
export const isUncertain = ({ kind }: Failure) => perhapsActedOn.includes(kind);

/** Whether asking again later may bring an answer. */
export const isTransient = (failed: Failure) => isSafeToRepeat(failed) || isUncertain(failed);

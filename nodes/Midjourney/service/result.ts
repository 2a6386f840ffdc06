import type { FailureKind } from './failures';

/** Why a request brought no data. A value, not an exception: the caller decides whether it matters. */
export interface Failure {
	kind: FailureKind;
	/** The service's own words, cleaned and cut; or what the network said. */
	message: string;
	/** Status of the body, else of HTTP; undefined where no response came. */
	status?: number;
	/** Whether the service itself has answered, in its JSON, with words or a code: no gateway, and nothing broken. */
	isReadable?: boolean;
	/** The service's Retry-After, in milliseconds. */
	retryAfterMs?: number;
}

/** `servedAt`: the service's own clock when it responded, in milliseconds since 1970, where it is known. */
export type Result<T> = { ok: true; data: T; servedAt?: number } | { ok: false; failure: Failure };

export const success = <T>(data: T): Result<T> => ({ ok: true, data });

export const failure = (failed: Failure): { ok: false; failure: Failure } => ({
	ok: false,
	failure: failed,
});

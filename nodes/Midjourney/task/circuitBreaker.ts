import { rowOf } from '../service/failures';
import type { Failure } from '../service/result';

/** Ends a run whose every further creation would fail: a wrong key or address, no permission, no balance. */
export interface CircuitBreaker {
	/** Why no further creation is sent; undefined while creations are sent. */
	readonly openedBy: Failure | undefined;
	open(failure: Failure): void;
	/** A creation was accepted: key, address, permission and balance were right. */
	recordAccepted(): void;
	/** A creation was refused, or its response was lost. */
	recordFailure(failure: Failure): void;
}

/** Responses that are not the service's own prove little, so that many in a row are needed. */
const maxForeignResponses = 2;

/**
 * Before anything was accepted, one readable refusal is enough. Afterwards the same one has to come twice, with nothing
 * accepted in between: what has worked is not wrong because of one odd response.
 */
export function createCircuitBreaker(): CircuitBreaker {
	let openedBy: Failure | undefined;
	let hasAccepted = false;
	let previous: Failure | undefined;
	/** Whether the service itself has answered, so that the address is right. */
	let hasAnswered = false;
	let foreign = 0;
	return {
		get openedBy() {
			return openedBy;
		},
		open(failure) {
			openedBy ??= failure;
		},
		recordAccepted() {
			hasAccepted = true;
			previous = undefined;
			hasAnswered = true;
		},
		recordFailure(failure) {
			hasAnswered ||= failure.isReadable === true;
			if (failure.kind === 'gateway' && !hasAnswered) {
				foreign++;
				if (foreign >= maxForeignResponses) openedBy ??= failure;
			}
			if (rowOf(failure).ends === 'request') return;
			if (!hasAccepted || previous?.kind === failure.kind) openedBy ??= failure;
			previous = failure;
		},
	};
}

import { now } from '../async/sleep';
import { isMarked } from '../model/mark';
import { isUncertain, rowOf } from '../service/failures';
import type { Failure } from '../service/result';
import type { Service } from '../service/service';
import type { CircuitBreaker } from './circuitBreaker';
import type { SendResult, Turn } from './dispatcher';
import type { Recovery, RecoveryResult } from './recoverLostCreation';
import type { TaskLedger, TaskOrder } from './taskLedger';

/** How an order that was not refused ended. `notSent`: the run is over. */
export type SubmitResult =
	| Exclude<RecoveryResult, { kind: 'absent' }>
	| { kind: 'notSent'; failure: Failure };

/** What all creations of a run share. */
export interface SubmitContext {
	service: Service;
	ledger: TaskLedger;
	recovery: Recovery;
	breaker: CircuitBreaker;
	/** Fires when the run is over: nothing is sent any more. */
	signal: AbortSignal;
	/**
	 * Whether a service that rejects creations for the moment (429, 503, a full queue) has been seen to act on one all the
	 * same. From then on such a response counts as lost.
	 */
	isActedOnWhenRejected: boolean;
}

const earlierAttempt: Failure = {
	kind: 'lost',
	message: 'at an earlier attempt of this execution',
};

/** The search for a lost creation begins no further look after this time. */
const maxSearchMs = 240_000;

/**
 * Sends creations of one order; each call sends it once. It is called again only after a refusal, or after the proof that no
 * task has come of it.
 */
export function createSubmit(context: SubmitContext, order: TaskOrder, limitMs: number) {
	const { service, ledger, recovery, breaker, signal } = context;
	const { idempotencyKey: key, creation } = order;
	/** When it was rejected for the first time; the service may have acted on that request or a later one. */
	let rejectedSince: number | undefined;

	const accepted = (taskId: string, submittedAt: number): SendResult<SubmitResult> => {
		breaker.recordAccepted();
		return { kind: 'accepted', value: { kind: 'created', taskId, submittedAt } };
	};

	async function recover(sentAt: number, failure: Failure): Promise<SendResult<SubmitResult>> {
		const noticedAt = now();
		const deadline = noticedAt + Math.min(limitMs, maxSearchMs);
		const lost = { order, creation, sentAt, noticedAt, failure, deadline };
		const found = await recovery.recover(lost);
		if (found.kind === 'created') return accepted(found.taskId, found.submittedAt);
		if (found.kind === 'absent') return { kind: 'refused', failure };
		return { kind: 'over', value: found };
	}

	/** What may have come of earlier requests is found out before anything is sent. */
	async function findEarlier(): Promise<SendResult<SubmitResult> | undefined> {
		const unconfirmedSince = ledger.unconfirmedSince(key);
		if (unconfirmedSince !== undefined) {
			const recovered = await recover(unconfirmedSince, earlierAttempt);
			return recovered.kind === 'refused' ? undefined : recovered;
		}
		if (rejectedSince === undefined) return undefined;
		const taskId = await recovery.findRejected(order, rejectedSince);
		if (taskId === undefined) return undefined;
		context.isActedOnWhenRejected = true;
		return accepted(taskId, rejectedSince);
	}

	return async (turn: Turn): Promise<SendResult<SubmitResult>> => {
		signal.throwIfAborted();
		const earlier = await findEarlier();
		if (earlier) return earlier;
		signal.throwIfAborted();
		if (breaker.openedBy) {
			return { kind: 'over', value: { kind: 'notSent', failure: breaker.openedBy } };
		}
		const sentAt = now();
		const created = await service.create(creation);
		turn.answered();
		if (created.ok) {
			if (ledger.claim(key, created.data, sentAt)) return accepted(created.data, sentAt);
			const message = `the response names task ${created.data}, which is not a new one`;
			return await recover(sentAt, { kind: 'unreadable', message });
		}
		const { failure } = created;
		breaker.recordFailure(failure);
		const isRejected = rowOf(failure).effect === 'none' && failure.kind !== 'unreachable';
		const isLost =
			isUncertain(failure) ||
			(isRejected && context.isActedOnWhenRejected) ||
			service.signal?.aborted === true;
		if (isLost) return await recover(sentAt, failure);
		if (isRejected && isMarked(creation)) rejectedSince ??= sentAt;
		return { kind: 'refused', failure };
	};
}

import { delay, now } from '../async/sleep';
import { hasOwnSeed } from '../model/creation';
import { isUncertain } from '../service/failures';
import { success, type Failure, type Result } from '../service/result';
import { creationPolicy, retry, type RetryPolicy } from '../service/retry';
import type { Service } from '../service/service';
import type { Dispatcher } from './dispatcher';
import { recoverLostCreation, type RecoveryResult } from './recoverLostCreation';
import type { TaskLedger, TaskOrder } from './taskLedger';

/** How a creation ended. `doubt`: the response was lost and the task may exist. */
export type SubmitResult = RecoveryResult | { kind: 'refused'; failure: Failure };

/** What all creations of a run share. */
export interface SubmitContext {
	service: Service;
	ledger: TaskLedger;
	dispatcher: Dispatcher;
	/** Fires when the run is over: nothing is sent any more. */
	signal: AbortSignal;
}

/** How often a creation is sent at most, if no send has created a task. */
const maxSends = 3;
/** An address that cannot be connected to is more likely wrong than busy. */
const maxConnects = 3;

/** Recovers a creation without a seed that an earlier attempt of the execution has sent, if its response was lost. */
async function recoverEarlier({ service, ledger }: SubmitContext, order: TaskOrder) {
	const sentAt = ledger.unconfirmedSince(order.idempotencyKey);
	if (sentAt === undefined || hasOwnSeed(order.creation)) return undefined;
	const failure = { kind: 'lost' as const, message: 'at an earlier attempt of this execution' };
	return await recoverLostCreation(service, ledger, { ...order, sentAt, failure });
}

/**
 * Sends a creation. It is sent again only when it has had no effect: the service rejected it before acting on it (queue
 * full, rate limit, no connection), or its response was lost and the task list shows that no task exists.
 * `deadline`: until when a full queue or a busy service is retried; milliseconds since 1970.
 */
export async function submit(
	context: SubmitContext,
	order: TaskOrder,
	deadline: number,
): Promise<SubmitResult> {
	const { service, ledger, dispatcher, signal } = context;
	let isProbing = false;
	/** Resolves to whether other creations had to be waited for. */
	const startProbing = async () => {
		const isTaken = dispatcher.probe.available === 0;
		await dispatcher.probe.acquire();
		isProbing = true;
		return isTaken;
	};

	let sends = 0;
	let losses = 0;
	let releases = 0;
	const policy: RetryPolicy = {
		...creationPolicy,
		isRetried: (failed) =>
			creationPolicy.isRetried(failed) &&
			losses < maxSends &&
			!(failed.kind === 'unreachable' && sends >= maxConnects),
	};

	/** Sends the creation once and finds out what it did. n8n breaks it off when the execution is stopped. */
	async function sendOnce(): Promise<Result<RecoveryResult>> {
		signal.throwIfAborted();
		releases = dispatcher.releases;
		sends++;
		const sentAt = now();
		const created = await service.create(order.creation);
		if (created.ok) {
			ledger.claim(order.idempotencyKey, created.data);
			return success({ kind: 'created', taskId: created.data, submittedAt: sentAt });
		}
		const { failure } = created;
		const isLost = isUncertain(failure) || service.signal?.aborted === true;
		if (!isLost) return created;
		const recovered = await recoverLostCreation(service, ledger, { ...order, sentAt, failure });
		if (recovered) return success(recovered);
		losses++;
		return created;
	}

	async function waitForRetry(ms: number, failed?: Failure): Promise<void> {
		if (failed?.kind !== 'queueFull') await delay(ms, signal);
		else if (isProbing || !(await startProbing())) await dispatcher.waitForSlot(ms, releases);
	}

	try {
		if (dispatcher.probe.available === 0) await startProbing();
		const earlier = await recoverEarlier(context, order);
		if (earlier) return earlier;
		const result = await retry<RecoveryResult>(policy, sendOnce, { deadline, sleep: waitForRetry });
		return result.ok ? result.data : { kind: 'refused', failure: result.failure };
	} finally {
		if (isProbing) dispatcher.probe.release();
	}
}

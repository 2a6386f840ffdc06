import { now } from '../async/sleep';
import { isMadeBy, isMarked } from '../model/mark';
import type { Failure, Result } from '../service/result';
import { noRetryPolicy, recoveryPolicy, retry } from '../service/retry';
import type { Service } from '../service/service';
import {
	candidatesIn,
	isOlderThan,
	measureLag,
	provesAbsence,
	unknownLag,
	type LostResponse,
} from './proofOfAbsence';
import { readBack, type ListView } from './taskList';
import type { TaskLedger, TaskOrder } from './taskLedger';

/**
 * `created`: the creation's task is known. `doubt`: it may exist, and be one of the candidates. `absent`: it does not exist,
 * or the user has chosen to send again when the list does not show it.
 */
export type RecoveryResult =
	| { kind: 'created'; taskId: string; submittedAt: number }
	| { kind: 'doubt'; failure: Failure; candidates: string[] }
	| { kind: 'absent'; failure: Failure };

/** A creation whose response was lost. */
export interface LostCreation extends LostResponse {
	order: TaskOrder;
	failure: Failure;
	/** When the search ends at the latest; milliseconds since 1970. */
	deadline: number;
}

/** Searches for tasks of one run in the list. */
export interface Recovery {
	recover(lost: LostCreation): Promise<RecoveryResult>;
	/** Looks once for the task of a creation that was rejected, which the service may have acted on all the same. */
	findRejected(order: TaskOrder, sentAt: number): Promise<string | undefined>;
}

/** How many candidates an error names at most. */
const maxCandidates = 10;
/** A task has this time to appear in the list, even where the run is over or the task cannot be certain. */
const minSearchMs = 12_000;

/** `stopSignal`: the run is over. What the user has stopped, by the service's signal, is not searched for. */
export function createRecovery(
	service: Service,
	ledger: TaskLedger,
	stopSignal: AbortSignal,
): Recovery {
	let lag = unknownLag;

	async function look(lost: LostResponse): Promise<Result<ListView>> {
		const view = await readBack(service, isOlderThan(lost, ledger.own), { policy: noRetryPolicy });
		if (view.ok) lag = measureLag(lag, view.data, ledger.own);
		return view;
	}

	/** The oldest task that shows a mark of the order, if a service shows several. */
	function claimMarked({ idempotencyKey, creation }: TaskOrder, view: ListView, sentAt: number) {
		const free = view.tasks.filter(
			(task) => isMadeBy(creation, task) && !ledger.isClaimed(task.id),
		);
		const taskId = free.at(-1)?.id;
		if (taskId !== undefined) ledger.claim(idempotencyKey, taskId, sentAt);
		return taskId;
	}

	const candidatesOf = (view: ListView, lost: LostResponse) =>
		candidatesIn(view, lost, ledger.own, ledger.isClaimed)
			.map(({ id }) => id)
			.slice(0, maxCandidates);

	/** What is known when the search has ended without the task and without a proof. */
	function conclude(lost: LostCreation, last: Result<ListView> | undefined): RecoveryResult {
		const { failure, order } = lost;
		if (!last?.ok) return { kind: 'doubt', failure, candidates: [] };
		const candidates = candidatesOf(last.data, lost);
		return order.isSentAgain && candidates.length === 0
			? { kind: 'absent', failure }
			: { kind: 'doubt', failure, candidates };
	}

	async function recover(lost: LostCreation): Promise<RecoveryResult> {
		const { order, failure, sentAt, noticedAt, deadline } = lost;
		const { signal } = service;
		ledger.markUnconfirmed(order.idempotencyKey, sentAt);
		let result: RecoveryResult | undefined;
		const isOver = (view: ListView) => {
			const taskId = claimMarked(order, view, sentAt);
			if (taskId !== undefined) result = { kind: 'created', taskId, submittedAt: sentAt };
			else if (provesAbsence(view, lost, ledger.own, lag, ledger.isClaimed)) {
				result = { kind: 'absent', failure };
			}
			// Without a mark a candidate never becomes certain, however long it is waited.
			const isHopeless =
				stopSignal.aborted || (!isMarked(order.creation) && candidatesOf(view, lost).length > 0);
			return result !== undefined || (isHopeless && now() >= noticedAt + minSearchMs);
		};
		const last = signal?.aborted
			? undefined
			: await retry(recoveryPolicy, async () => await look(lost), {
					signal,
					deadline,
					isComplete: isOver,
				});
		result ??= conclude(lost, last);
		if (result.kind === 'absent') ledger.clearUnconfirmed(order.idempotencyKey);
		return result;
	}

	return {
		recover,
		async findRejected(order, sentAt) {
			if (!isMarked(order.creation)) return undefined;
			const { creation } = order;
			const view = await look({ creation, sentAt, noticedAt: now() });
			return view.ok ? claimMarked(order, view.data, sentAt) : undefined;
		},
	};
}

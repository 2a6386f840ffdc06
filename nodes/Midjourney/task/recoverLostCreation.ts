import { now } from '../async/sleep';
import { actionOf, couldBeCreatedBy, hasOwnSeed, type Creation } from '../model/creation';
import type { Task } from '../model/task';
import { success, type Failure, type Result } from '../service/result';
import { recoveryPolicy, retry } from '../service/retry';
import type { Service } from '../service/service';
import type { TaskLedger, TaskOrder } from './taskLedger';

/** The creation's task is known; or, in `doubt`, it may exist and be one of the candidates. */
export type RecoveryResult =
	| { kind: 'created'; taskId: string; submittedAt: number }
	| { kind: 'doubt'; failure: Failure; candidates: string[] };

/** A creation whose response was lost. */
export interface LostCreation extends TaskOrder {
	/** Milliseconds since 1970. */
	sentAt: number;
	failure: Failure;
}

interface Candidates {
	/** Tasks that look like the creation. */
	alike: Task[];
	/** These, and tasks that may be it although their prompt differs. */
	possible: Task[];
}

/** Times of a response are whole seconds; a task may seem that much older than its request. */
const toleranceMs = 2_000;

/** Whether a task may come from a pressed button although its prompt differs: some buttons change it. */
const isPossible = (creation: Creation, task: Task) =>
	creation.kind === 'action' &&
	task.pool === creation.pool &&
	(actionOf(creation) === '' || task.action === actionOf(creation));

/** Tasks of page 1 that this creation can have made. */
async function findCandidates(
	service: Service,
	ledger: TaskLedger,
	{ creation, sentAt }: LostCreation,
): Promise<Result<Candidates>> {
	const page = await service.listTasks(1);
	if (!page.ok) return page;
	const { tasks, servedAt } = page.data;
	// Clocks differ: the response shows the service's.
	const sentAtService = sentAt + (servedAt === null ? 0 : servedAt - now());
	const sourceId = creation.kind === 'action' ? creation.sourceId : undefined;
	const unclaimed = tasks.filter(
		({ id, submittedAt }) =>
			id !== sourceId &&
			!ledger.isClaimed(id) &&
			!(Date.parse(submittedAt ?? '') < sentAtService - toleranceMs),
	);
	const alike = unclaimed.filter((task) => couldBeCreatedBy(creation, task));
	const possible = unclaimed.filter((task) => alike.includes(task) || isPossible(creation, task));
	return success({ alike, possible });
}

/**
 * Finds out whether a create request whose response was lost has created a task. Reads page 1 of the list four times in
 * 12 s, and up to three times more while it cannot be read. `created`: the seed matches, or there is exactly one
 * candidate without a seed. `doubt`: several candidates, or an unreadable list. `undefined`: no task exists, and only
 * then may the creation be sent again.
 */
export async function recoverLostCreation(
	service: Service,
	ledger: TaskLedger,
	lost: LostCreation,
): Promise<RecoveryResult | undefined> {
	const { idempotencyKey, creation, sentAt, failure } = lost;
	const { signal } = service;
	ledger.markUnconfirmed(idempotencyKey, sentAt);
	let taskId: string | undefined;
	const claimCertain = ({ alike: [task, ...others] }: Candidates) => {
		const isCertain = hasOwnSeed(creation) || others.length === 0;
		if (task && isCertain && ledger.claim(idempotencyKey, task.id)) taskId = task.id;
		return taskId !== undefined;
	};
	const search = async () => await findCandidates(service, ledger, lost);
	const found = signal?.aborted
		? undefined
		: await retry(recoveryPolicy, search, { signal, isComplete: claimCertain });
	if (taskId !== undefined) return { kind: 'created', taskId, submittedAt: sentAt };
	if (!found?.ok || signal?.aborted) return { kind: 'doubt', failure, candidates: [] };
	const candidates = found.data.possible.map(({ id }) => id);
	if (candidates.length > 0) return { kind: 'doubt', failure, candidates };
	ledger.clearUnconfirmed(idempotencyKey);
	return undefined;
}

import { isSafeToRepeat, isUncertain } from '../service/result';
import type { Failure } from '../service/result';
import type { Door } from '../service/client';
import { createTask } from '../service/ohmygpt/tasks';
import { hasOwnSeed } from '../model/creation';
import { now, delay } from '../async/sleep';
import type { Gate } from './dispatcher';
import type { Entry, Ledger } from './taskLedger';
import { nextPollDelayMs } from './polling/schedule';
import { settle } from './recoverLostCreation';
import type { Settled } from './recoverLostCreation';

/** How a creation ended. `doubt` is a lost answer: the task may exist, and `candidates` could be it. */
export type Submitted = Settled | { kind: 'refused'; failure: Failure };

export interface Submission extends Entry {
	/** Until when a full queue or a busy service is waited out; milliseconds since 1970. */
	deadline: number;
}

/** The service and what is known of it, for all creations of a run. */
export interface Counter {
	door: Door;
	ledger: Ledger;
	gate: Gate;
	/** Fires when the run is over: nothing is sent any more. */
	signal: AbortSignal;
}

/** How often a creation is sent at the most, when each time no task came of it. */
const sendsAllowed = 3;
/** An address that cannot be connected to is more likely wrong than busy. */
const connects = 3;
/** A full queue is knocked at again after 16 seconds at the latest, however often it was full. */
const fullAtMost = 4;

const afterRefusal = (failures: number, { kind, retryAfterMs }: Failure) =>
	nextPollDelayMs(
		{
			action: '',
			ageMs: 0,
			progress: null,
			responses: 0,
			failures: kind === 'queueFull' ? Math.min(failures, fullAtMost) : failures,
			retryAfterMs,
		},
		Math.random(),
	);

type Sent = Settled | { kind: 'turnedAway'; failure: Failure; isLost: boolean };

/** Sends a creation once and finds out what came of it. n8n breaks it off when the execution is stopped. */
async function send({ door, ledger }: Counter, { key, creation }: Entry): Promise<Sent> {
	const sentAt = now();
	const answer = await createTask(door, creation);
	if (answer.ok) {
		ledger.claim(key, answer.data);
		return { kind: 'created', taskId: answer.data, submittedAt: sentAt };
	}
	const { failure } = answer;
	const isLost = isUncertain(failure) || door.signal?.aborted === true;
	const settled = isLost
		? await settle(door, ledger, { key, creation, sentAt, failure })
		: undefined;
	return settled ?? { kind: 'turnedAway', failure, isLost };
}

/** What came of a creation without a seed that an earlier attempt of the execution has sent, if its answer was lost. */
async function settleEarlier({ door, ledger }: Counter, { key, creation }: Entry) {
	const sentAt = ledger.lostAt(key);
	if (sentAt === undefined || hasOwnSeed(creation)) return undefined;
	const failure = { kind: 'lost' as const, message: 'at an earlier attempt of this execution' };
	return await settle(door, ledger, { key, creation, sentAt, failure });
}

/**
 * Sends a creation. It is sent again only when nothing has come of it: the service turned it away before acting on it
 * (queue full, rate limit, no connection), or its answer was lost and the task list shows no task of it.
 */
export async function submit(counter: Counter, submission: Submission): Promise<Submitted> {
	const { gate, signal } = counter;
	let hasTurn = false;
	/** Whether others were before. */
	const takeTurn = async () => {
		const isTaken = gate.turn.available === 0;
		await gate.turn.acquire();
		hasTurn = true;
		return isTaken;
	};
	try {
		if (gate.turn.available === 0) await takeTurn();
		const settled = await settleEarlier(counter, submission);
		if (settled) return settled;
		let losses = 0;
		for (let failures = 1; ; failures++) {
			signal.throwIfAborted();
			const freed = gate.freedSoFar;
			const sent = await send(counter, submission);
			if (sent.kind !== 'turnedAway') return sent;
			const { failure, isLost } = sent;
			if (isLost) losses++;
			const isHopeless =
				(!isLost && !isSafeToRepeat(failure)) ||
				losses >= sendsAllowed ||
				(failure.kind === 'unreachable' && failures >= connects);
			const wait = afterRefusal(failures, failure);
			if (isHopeless || now() + wait > submission.deadline) return { kind: 'refused', failure };
			if (failure.kind !== 'queueFull') await delay(wait, signal);
			else if (hasTurn || !(await takeTurn())) await gate.untilFreed(wait, freed);
		}
	} finally {
		if (hasTurn) gate.turn.release();
	}
}

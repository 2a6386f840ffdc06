import type { IExecuteFunctions } from 'n8n-workflow';

import { now } from '../async/sleep';
import { itemKeyMs } from '../fields/itemKey';
import type { ItemIdentity } from '../fields/item';
import type { Attempt } from '../task/taskLedger';
import { ownNode } from './ownNode';
import { attemptStateOf } from './storedState';

/** n8n repeats an execution under a new ID, but with the token in the URL that resumes it (from n8n 2.14 on). */
function resumeTokenOf(context: IExecuteFunctions): string | undefined {
	const url: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
	return new URL(url).searchParams.get('signature') ?? undefined;
}

/**
 * The same at every attempt of this execution, "Retry" in n8n's list of executions included, and at no other execution of
 * any n8n. It is kept in n8n's context of the node, for versions where a retry has neither ID nor token of the first try.
 */
export function identityOf(context: IExecuteFunctions): string {
	const stored = context.getContext('node');
	if (typeof stored.identity !== 'string') {
		const execution = resumeTokenOf(context) ?? context.getExecutionId();
		stored.identity = JSON.stringify([context.getInstanceId(), execution]);
	}
	return stored.identity as string;
}

/**
 * Which run of the node this is in the execution, from 0. Where the process of an execution has crashed, n8n writes a run
 * for each node that had started, and a Retry counts it: with an item of n8n's own, or without any output.
 */
export function runIndexOf(context: IExecuteFunctions): number {
	const index = Number(context.evaluateExpression('{{ $runIndex }}', 0));
	if (index === 0 || context.getMode() !== 'retry') return index;
	const first = `${ownNode(context)}.all(0, 0).at(0)?.json.isArtificialRecoveredEventItem`;
	// Without output the expression is undefined.
	return context.evaluateExpression(`{{ ${first} !== true }}`, 0) === true ? index : index - 1;
}

/** Some versions of n8n run tools in a context of their own, others as nodes whose type ends with "Tool". */
export const isTool = (context: IExecuteFunctions): boolean =>
	context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');

/**
 * The identity of an item: by its key where it has one, else by its place in the execution. As a tool of an agent it has no
 * place, since some agents count each try of a call as a further run: the same call has the same task.
 */
export const itemIdentity = (
	context: IExecuteFunctions,
	owner: string,
	runIndex: number,
	index: number,
	key: string,
): ItemIdentity =>
	key === ''
		? {
				owner,
				place: [context.getNode().id, ...(isTool(context) ? ['tool'] : [runIndex, index])],
				isTool: isTool(context),
				key,
			}
		: {
				owner: JSON.stringify([context.getInstanceId(), 'item key', key]),
				place: [],
				isTool: false,
				key,
			};

/** An execution that began so short a time ago has had no earlier attempt that was broken off. */
const firstAttemptMs = 60_000;
/** Where n8n does not say when the execution began: a worker that has crashed is replaced within this time. */
const takeoverMs = 120_000;

/** What is known of the attempts before this one. n8n says when an execution began from version 2 on. */
export function attemptOf(context: IExecuteFunctions): Attempt {
	const state = attemptStateOf(context.getContext('node'));
	const hasState = Object.keys(state).length > 0;
	const begunAt = context.getExecutionContext?.()?.establishedAt;
	const isFirst = begunAt !== undefined && begunAt > now() - firstAttemptMs;
	const executionId = context.getExecutionId();
	// A user repeats an execution that n8n has lost its data of.
	const isRepeated = !hasState && context.getMode() === 'retry';
	return {
		state,
		executionId,
		begunAt: begunAt ?? now() - takeoverMs,
		mayContinue: !hasState && (isRepeated || !isFirst),
		isRepeated,
		needsList: false,
	};
}

/** The same where items have keys: their tasks may be those of other executions, which only the list shows. */
export const attemptWithKeys = (attempt: Attempt): Attempt => ({
	...attempt,
	begunAt: Math.min(attempt.begunAt, now() - itemKeyMs),
	mayContinue: true,
	needsList: true,
});

import type { IExecuteFunctions } from 'n8n-workflow';

import { now } from '../async/sleep';
import type { Attempt } from '../task/taskLedger';
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
	return {
		state,
		executionId,
		begunAt: begunAt ?? now() - takeoverMs,
		mayContinue: !hasState && !isFirst,
	};
}

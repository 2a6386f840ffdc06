import { ItemError, type ErrorSubject } from '../model/inputError';
import type { Task } from '../model/task';
import { classifyFailure } from './classifyFailure';
import { cleanMessage } from './cleanMessage';
import type { ApiClient } from './client';
import { rowOf } from './failures';
import type { Failure, Result } from './result';
import { rateLimitPolicy, retry } from './retry';

/** What a failed request means to a user: what happened, in the service's words, and what to do next. */
export function explain(failed: Failure): { message: string; description: string } {
	const { what, next } = rowOf(failed);
	return { message: `${what}: ${failed.message}`, description: next };
}

/** A request that failed, where its data is needed. `advice` replaces the usual one. */
export class ServiceError extends ItemError {
	constructor(
		readonly failure: Failure,
		subject: ErrorSubject = {},
		advice?: string,
	) {
		const { message, description } = explain(failure);
		super(message, advice ?? description, subject);
	}
}

/** The data of a result, or the error that it means. */
export function dataOf<T>(result: Result<T>, subject?: ErrorSubject): T {
	if (result.ok) return result.data;
	throw new ServiceError(result.failure, subject);
}

/** Sends a request whose data is needed; waits where the service has received too many. */
export async function requestData<T>(
	client: ApiClient,
	send: (client: ApiClient) => Promise<Result<T>>,
	subject?: ErrorSubject,
): Promise<T> {
	const { signal } = client;
	return dataOf(await retry(rateLimitPolicy, async () => await send(client), { signal }), subject);
}

/** Why Midjourney ended a task without a result. */
export function taskFailure({ failReason, status, prompt }: Task): Failure {
	const message = cleanMessage(failReason ?? '') || `state ${status}`;
	const kind = classifyFailure({ status: 400, message, quoted: [prompt] });
	return { kind: kind === 'moderation' ? kind : 'refused', message };
}

/** The error of a task that Midjourney ended without a result. Such a task is not charged. */
export function taskError(task: Task, subject: ErrorSubject): ItemError {
	const failed = taskFailure(task);
	return failed.kind === 'moderation'
		? new ServiceError(failed, subject)
		: new ItemError(
				`Midjourney ended the task without a result: ${failed.message}`,
				'Nothing was charged. Change the prompt if the reason names it, else run the item again.',
				subject,
			);
}

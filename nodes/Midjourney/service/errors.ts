import { ItemError, type ErrorSubject } from '../model/inputError';
import type { Task } from '../model/task';
import { classifyFailure } from './classifyFailure';
import { cleanMessage } from './cleanMessage';
import type { ApiClient } from './client';
import { rowOf, type FailureKind } from './failures';
import type { Failure, Result } from './result';
import { rateLimitPolicy, retry } from './retry';
import type { Service } from './service';

/** The words of one provider. */
export interface FailureTexts {
	readonly name: string;
	/** What to do next, where the provider's users can do more than those of any. */
	readonly advice: Readonly<Partial<Record<FailureKind, string>>>;
}

/** What a failed request means to a user: what happened, in the service's words, and what to do next. */
export function explain(
	{ name, advice }: FailureTexts,
	failed: Failure,
): { message: string; description: string } {
	const { what, next } = rowOf(failed);
	const named = (text: string) => text.replaceAll('{service}', name);
	return {
		message: `${named(what)}: ${failed.message}`,
		description: named(advice[failed.kind] ?? next),
	};
}

/** A request that failed, where its data is needed. `advice` replaces the usual one. */
export class ServiceError extends ItemError {
	constructor(
		texts: FailureTexts,
		readonly failure: Failure,
		subject: ErrorSubject = {},
		advice?: string,
	) {
		const { message, description } = explain(texts, failure);
		super(message, advice ?? description, subject);
	}
}

/** The data of a result, or the error that it means. */
export function dataOf<T>(texts: FailureTexts, result: Result<T>, subject?: ErrorSubject): T {
	if (result.ok) return result.data;
	throw new ServiceError(texts, result.failure, subject);
}

/** Sends a request whose data is needed; waits where the service has received too many. */
export async function requestData<T>(
	service: Service,
	send: (client: ApiClient) => Promise<Result<T>>,
	subject?: ErrorSubject,
): Promise<T> {
	const { client, signal } = service;
	const attempt = async () => await send(client);
	return dataOf(service, await retry(rateLimitPolicy, attempt, { signal }), subject);
}

/** Why Midjourney ended a task without a result. */
export function taskFailure({ failReason, status, prompt }: Task): Failure {
	const message = cleanMessage(failReason ?? '') || `state ${status}`;
	const kind = classifyFailure({ status: 400, message, quoted: [prompt] });
	return { kind: kind === 'moderation' ? kind : 'refused', message };
}

/** Servers give a task up after some minutes, whatever becomes of it. */
const timedOut = /time[d]?[ -]?out|超时/i;

/** The error of a task that Midjourney ended without a result. Such a task is not charged. */
export function taskError(texts: FailureTexts, task: Task, subject: ErrorSubject): ItemError {
	const failed = taskFailure(task);
	const isGivenUp = timedOut.test(failed.message);
	return failed.kind === 'moderation'
		? new ServiceError(texts, failed, subject)
		: new ItemError(
				`Midjourney ended the task without a result: ${failed.message}`,
				isGivenUp
					? `${texts.name} waited no longer. Midjourney may have made the image all the same: look for it before you run the item again.`
					: 'Nothing was charged. Change the prompt if the reason names it, else run the item again.',
				subject,
			);
}

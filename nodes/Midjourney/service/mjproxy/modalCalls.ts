import { now } from '../../async/sleep';
import type { Action } from '../../model/creation';
import { promptsIn } from '../../model/describedPrompts';
import type { Task } from '../../model/task';
import { sendRequest, type ApiClient } from '../client';
import { isTransient, isUncertain } from '../failures';
import type { Failure, Result } from '../result';
import { endpoints, requestLimits } from './facts/wire';
import { readResponse } from './proxyEnvelope';

/**
 * Second calls of buttons that ask for more: a text, a region. The first call makes a task that waits, free of charge; the
 * second one, with the same ID, is paid. Some gateways hide that it is needed, so the state of the task decides.
 */
export interface ModalCalls {
	/** The button that has made a task. Only such tasks get a second call. */
	record(taskId: string, action: Action): void;
	/** Sends the second call where the task waits for it. Returns the task; one whose second call was refused has failed. */
	answer(task: Task): Promise<Task>;
	/** Why the second call of a task was refused. */
	refusalOf(taskId: string): Failure | undefined;
}

interface Pressed {
	action: Action;
	/** When the call may be sent; milliseconds since 1970. Infinity once it was accepted: a gateway shows that late. */
	dueAt: number;
	/** Whether a call may have been acted on although its response was lost. */
	isInDoubt: boolean;
	refusal?: Failure;
}

/** Buttons that take one prompt of a list, by its number. */
const numberedPrompt = /::(PicReader|PromptAnalyzer)::(\d)/;

/** What the new picture is to show: the user's words, else those of the source. */
function promptOf({ customId, prompt, sourcePrompt }: Action): string {
	if (prompt !== undefined) return prompt;
	const [, list, number] = numberedPrompt.exec(customId) ?? [];
	const action = list === 'PromptAnalyzer' ? 'SHORTEN' : 'DESCRIBE';
	return promptsIn({ action, prompt: sourcePrompt })[Number(number) - 1] ?? sourcePrompt;
}

async function sendModal(
	client: ApiClient,
	taskId: string,
	action: Action,
): Promise<Result<unknown>> {
	const { mask } = action;
	const prompt = promptOf(action);
	const sent = await sendRequest(client, {
		path: endpoints.modal,
		body: { taskId, prompt, ...(mask ? { maskBase64: await mask() } : {}) },
		limits: requestLimits.writing,
	});
	return sent.ok ? readResponse(sent.data, [prompt]) : sent;
}

/**
 * `repeatMs`: after which time a task shows whether a call was acted on whose response was lost. A server refuses a call for
 * a task that does not wait any more, so that a repeated one is not paid twice.
 */
export function createModalCalls(client: ApiClient, repeatMs: () => number): ModalCalls {
	const pressed = new Map<string, Pressed>();

	async function send(taskId: string, state: Pressed): Promise<void> {
		state.dueAt = now() + repeatMs();
		const sent = await sendModal(client, taskId, state.action);
		if (sent.ok) state.dueAt = Infinity;
		if (sent.ok) return;
		const { failure } = sent;
		state.isInDoubt ||= isUncertain(failure);
		// Refused after a doubt: the task may have left the state that was read.
		if (!isTransient(failure) && !state.isInDoubt) state.refusal = failure;
	}

	return {
		record(taskId, action) {
			if (!pressed.has(taskId)) pressed.set(taskId, { action, dueAt: 0, isInDoubt: false });
		},
		async answer(task) {
			const state = pressed.get(task.id);
			if (state === undefined || task.status !== 'MODAL') return task;
			if (state.refusal === undefined && state.dueAt <= now()) await send(task.id, state);
			const { refusal } = state;
			return refusal ? { ...task, status: 'FAILURE', failReason: refusal.message } : task;
		},
		refusalOf: (taskId) => pressed.get(taskId)?.refusal,
	};
}

import type { useSuspension } from '../support/suspension';
import { secret } from '../support/trigger';
import { callWebhook, type Call, type WebhookResult } from '../support/webhookCall';
import { makeWorkflow } from '../support/workflow';

/** A public webhook of the package, with a task that is still running. */
export interface WebhookTarget {
	call: (call: Call) => Promise<WebhookResult>;
	/** The query that authenticates a call. */
	authQuery: Record<string, unknown>;
	/** Name of the secret in the query. */
	authName: string;
	/** HTTP status of a call without the secret. */
	rejectedStatus: number;
	/** A running task that the webhook knows. */
	taskId: number;
}

/** The two webhooks of the package, each with a running task. */
export function webhookTargets({ emulator, imagine, tasks }: ReturnType<typeof useSuspension>) {
	async function activeTrigger(): Promise<WebhookTarget> {
		await imagine(['a kite']);
		const [task] = await tasks();
		const setup = await makeWorkflow({
			type: 'midjourneyTrigger',
			mode: 'webhook',
			parameters: { downloadImage: true },
			credentials: emulator.credentials({ webhookSecret: secret }),
		});
		const call = async (each: Call) => await callWebhook(setup, each);
		return {
			call,
			authQuery: { secret },
			authName: 'secret',
			rejectedStatus: 401,
			taskId: task!.taskId,
		};
	}

	async function suspendedExecution(): Promise<WebhookTarget> {
		const { call } = await imagine(['a kite'], { downloadImage: true });
		const [task] = await tasks();
		const { taskId, query: authQuery } = task!;
		return { call, authQuery, authName: 'nonce', rejectedStatus: 403, taskId };
	}

	return [
		{ name: 'the trigger', create: activeTrigger },
		{ name: 'a suspended execution', create: suspendedExecution },
	];
}

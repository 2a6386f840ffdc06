import type { useSuspension } from '../support/suspension';
import { secret } from '../support/trigger';
import { callWebhook, type Call, type Heard } from '../support/webhookCall';
import { makeWorkflow } from '../support/workflow';

/** A door that anybody on the internet may knock at. */
export interface Door {
	call: (call: Call) => Promise<Heard>;
	/** What opens it. */
	key: Record<string, unknown>;
	/** Name of the key in the query. */
	keyName: string;
	/** The answer to who has no key. */
	noKey: number;
	/** A task that is still under way, and known to the door. */
	taskId: number;
}

/** The two doors of the package, each with a task under way behind it. */
export function doorsOf({ emulator, imagine, tasks }: ReturnType<typeof useSuspension>) {
	async function trigger(): Promise<Door> {
		await imagine(['a kite']);
		const [task] = await tasks();
		const made = await makeWorkflow({
			type: 'midjourneyTrigger',
			mode: 'webhook',
			parameters: { downloadPicture: true },
			credentials: emulator.credentials({ webhookSecret: secret }),
		});
		const call = async (each: Call) => await callWebhook(made, each);
		return { call, key: { secret }, keyName: 'secret', noKey: 401, taskId: task!.taskId };
	}

	async function sleeper(): Promise<Door> {
		const { call } = await imagine(['a kite'], { downloadPicture: true });
		const [task] = await tasks();
		const { taskId, query: key } = task!;
		return { call, key, keyName: 'nonce', noKey: 403, taskId };
	}

	return [
		{ name: 'the trigger', open: trigger },
		{ name: 'a sleeping execution', open: sleeper },
	];
}

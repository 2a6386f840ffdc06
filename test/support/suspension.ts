import type { IDataObject } from 'n8n-workflow';
import type { EmulatorOptions } from '../../emulator/server';
import { useEmulator } from './emulator';
import type { RunOptions } from './n8n';
import { suspend, type Suspended } from './suspended';
import { queryOf } from './webhookCall';
import { wires, type Wire } from './wires';
import type { Membership } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';

/** The Midjourney node in suspended executions, and an emulator whose tasks end when the test ends them. */
export function useSuspension(options?: EmulatorOptions, wire: Wire = wires[0]!) {
	const emulator = useEmulator({ durationSeconds: { min: 3_600, max: 3_600 }, ...options });
	const client = wire.others(emulator);

	/** A credential by which the service calls back. */
	const credentials = (membership: Membership) =>
		Object.fromEntries(
			Object.entries(wire.credentials(emulator, membership)).map(([name, data]) => [
				name,
				{ ...data, callsBack: true },
			]),
		);

	let executions = 0;

	/** Settings of a run of one operation, named like `image.imagine`. */
	const optionsFor = (
		operation: string,
		parameters: IDataObject,
		changes: Partial<RunOptions> = {},
	): RunOptions => {
		const [resource, value] = operation.split('.');
		return {
			parameters: {
				service: wire.service,
				resource,
				operation: value,
				waitForCompletion: 'suspend',
				downloadImage: false,
				...parameters,
			},
			credentials: credentials('vip'),
			executionId: String(++executions),
			...changes,
		};
	};

	/** An execution that is suspended with one Imagine task for each prompt. */
	async function imagine(
		prompts: string[],
		parameters: IDataObject = {},
		changes: Partial<RunOptions> = {},
	): Promise<Suspended> {
		await wire.begin(emulator, 'vip');
		const items = prompts.map((prompt) => ({ json: { prompt } }));
		const prompt = '={{ $json.prompt }}';
		return await suspend(
			optionsFor('image.imagine', { prompt, ...parameters }, { items, ...changes }),
		);
	}

	/** The tasks created so far, oldest first, each with the query of its callback URL. */
	const tasks = async () =>
		(await emulator.tasks())
			.sort((a, b) => a.taskId - b.taskId)
			.map((task) => ({ ...task, query: queryOf(task.webhook ?? 'http://none') }));

	/** Ends a task and sends its callback, as the service does. */
	async function end(
		{ call }: Suspended,
		task: { taskId: number; query: IDataObject },
		how: Parameters<typeof emulator.finish>[1] = {},
	) {
		await emulator.finish(task.taskId, how);
		return await call({ body: await client.get(task.taskId), query: task.query });
	}

	return { credentials, emulator, client, optionsFor, imagine, tasks, end };
}

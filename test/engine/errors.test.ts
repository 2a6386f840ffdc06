import type { IDataObject } from 'n8n-workflow';
import { prompts } from '../support/midjourney';
import { useMatrix } from './matrix';

const { emulator, run, others } = useMatrix();

const kite = { prompt: 'a red kite', downloadImage: false };
const shortLimit = { ...kite, options: { timeLimitMinutes: 0.5 } };

interface ErrorCase {
	operation: string;
	parameters: IDataObject;
	item?: IDataObject;
	message: RegExp;
	advice: string;
	/** Status of the task, if there is one. */
	status?: string;
}

const imagine = { operation: 'image.imagine', parameters: kite };
const pressButton = {
	operation: 'image.runAction',
	parameters: { taskId: '={{ $json.taskId }}', buttonNames: ['U1'], downloadImage: false },
};

/** Errors of a task. Each has its own message and its own advice. */
const errorCases: Array<[string, () => Promise<ErrorCase>]> = [
	[
		'a queue that stays full until the time limit',
		async () => {
			await emulator.settings({ durationSeconds: { min: 1000, max: 1000 } });
			for (const prompt of ['1', '2', '3']) await others.create('imagine', { prompt });
			const message = /^The account's queue is full: The task queue is full: 3 unfinished tasks/;
			return {
				...imagine,
				parameters: shortLimit,
				message,
				advice: "'Membership' in the credential",
			};
		},
	],
	[
		'a rate limit that stays until the time limit',
		async () => {
			await emulator.fault('imagine', 'status-429', { times: 999 });
			const message = /^OhMyGPT received too many requests: Too many requests/;
			return { ...imagine, parameters: shortLimit, message, advice: 'fewer items at a time' };
		},
	],
	[
		'a banned word, at the creation',
		async () => ({
			...imagine,
			parameters: { ...kite, prompt: 'a naked truth' },
			message: /^Midjourney's moderation rejected the prompt: Banned prompt: "naked"/,
			advice: 'Rephrase the prompt',
		}),
	],
	[
		'a result that moderation removes',
		async () => ({
			...imagine,
			parameters: { ...kite, prompt: 'a bloodbath' },
			message: /^Midjourney's moderation rejected the prompt: .*"bloodbath".*\(task \d+\)$/,
			advice: 'Rephrase the prompt',
			status: 'FAILURE',
		}),
	],
	[
		'a task that fails for another reason',
		async () => {
			await emulator.fault('imagine', 'task-fails', { failReason: 'Internal error' });
			const message = /^Midjourney ended the task without a result: Internal error \(task \d+\)$/;
			return { ...imagine, message, advice: 'Nothing was charged', status: 'FAILURE' };
		},
	],
	[
		'a key without permission',
		async () => {
			await emulator.account({ permissions: ['file-v1'] });
			const message = /^The API key lacks a permission: This API key has no permission/;
			return { ...imagine, message, advice: 'Tick the Midjourney permission' };
		},
	],
	[
		'a rejected key',
		async () => {
			await emulator.account({ isDisabled: true });
			const message = /^OhMyGPT did not accept the API key: This API key is disabled$/;
			return { ...imagine, message, advice: 'copy the key again' };
		},
	],
	[
		'a balance that is too low',
		async () => {
			await emulator.account({ balance: 10 });
			const message = /^The balance of the OhMyGPT account is too low: Balance too low$/;
			return { ...imagine, message, advice: 'Top up the account' };
		},
	],
	[
		'an unknown ID',
		async () => ({
			operation: 'task.wait',
			parameters: { taskId: '4711' },
			message: /^OhMyGPT does not know this task: Task not found \(task 4711\)$/,
			advice: 'Check the task ID',
			status: 'UNKNOWN',
		}),
	],
	[
		'an unknown source task',
		async () => ({
			...pressButton,
			item: { taskId: '4711' },
			message: /^OhMyGPT does not know this task: Task not found \(task 4711\)$/,
			advice: 'Check the task ID',
		}),
	],
	[
		'a source task of the other pool',
		async () => ({
			...pressButton,
			item: { ...(await others.createGrid()), taskType: 'NORMAL' },
			message: /^The task belongs to the other pool: The source task belongs to the FAST pool/,
			advice: 'A task is continued in the pool, FAST or NORMAL, that it was created in.',
		}),
	],
	[
		'a button that has expired',
		async () => {
			const source = await others.createGrid();
			const actions = source.actions.map((each) => ({
				...each,
				customId: each.customId.replace(/[^:]+$/, 'gone'),
			}));
			const message =
				/^This button cannot be pressed: customId is invalid or has expired \(button 'U1' of task \d+\)$/;
			return {
				...pressButton,
				item: { ...source, actions },
				message,
				advice: 'buttons of old tasks',
			};
		},
	],
	[
		'a lost creation response, and no way to find the task',
		async () => {
			await emulator.fault('imagine', 'reset-after');
			await emulator.fault('getMany', 'status-500', { skip: 1, times: 999 });
			const message = /^The connection to OhMyGPT broke before the response came: /;
			return { ...imagine, message, advice: 'was not sent again' };
		},
	],
	[
		'a task that is not finished in time',
		async () => {
			await emulator.settings({ durationSeconds: { min: 1000, max: 1000 } });
			const message =
				/^The task was not finished within 0.5 minutes; its last state was IN_PROGRESS.*\(task \d+\)$/;
			return {
				...imagine,
				parameters: shortLimit,
				message,
				advice: 'Task > Wait',
				status: 'IN_PROGRESS',
			};
		},
	],
];

const reported: Array<{ what: string; next: string }> = [];

test.each(errorCases)('%s ends the run with its own message and advice', async (_, arrange) => {
	const { operation, parameters, item, message, advice } = await arrange();
	const { error } = await run(operation, parameters, { items: [{ json: item ?? {} }] });
	expect(error?.message).toMatch(message);
	expect(error?.description).toContain(advice);
	expect(error?.context?.itemIndex).toBe(0);
	const [what = ''] = (error?.message ?? '').split(/:|;/);
	reported.push({ what, next: error?.description ?? '' });
});

test.each(errorCases)('%s, with Continue on Fail, is reported in the item', async (_, arrange) => {
	const { operation, parameters, item, message, advice, status } = await arrange();
	const before = new Set((await emulator.tasks()).map(({ taskId }) => taskId));
	const { items } = await run(operation, parameters, {
		items: [{ json: item ?? {} }],
		onError: 'continueRegularOutput',
	});
	expect(items).toHaveLength(1);
	const [{ json, pairedItem }] = items as [(typeof items)[0]];
	expect(json.error).toMatch(message);
	expect(json.description).toContain(advice);
	expect(pairedItem).toEqual({ item: 0 });
	expect(json.status).toBe(status);
	const [created] = (await emulator.tasks()).filter(({ taskId }) => !before.has(taskId));
	if (status === 'UNKNOWN') expect(json.taskId).toBe('4711');
	else if (status) expect(json.taskId).toBe(String(created?.taskId));
});

test('no two of them have the same message or advice', () => {
	// A banned word and a removed result are both moderation. An unknown task has one text, as the task and as the source.
	expect(new Set(reported.map(({ what }) => what)).size).toBe(errorCases.length - 2);
	expect(new Set(reported.map(({ next }) => next)).size).toBe(errorCases.length - 2);
});

test('one failed item of many is reported with its index, the others are right', async () => {
	const result = await run(
		'image.imagine',
		{ ...kite, prompt: '={{ $json.prompt }}' },
		{ items: prompts('one', 'a bloodbath', 'three'), onError: 'continueErrorOutput' },
	);
	const [good = [], bad = []] = result.outputs;
	expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(bad).toHaveLength(1);
	expect(bad[0]?.json).toMatchObject({
		error: expect.stringContaining('moderation rejected the prompt'),
		taskId: expect.stringMatching(/^\d+$/),
		status: 'FAILURE',
		costTokens: 0,
	});
});

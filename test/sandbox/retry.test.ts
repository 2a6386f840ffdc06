import { prices } from '../../nodes/Midjourney/facts/prices';
import { withCredential } from '../../sandbox/examples';
import { failureOf, itemsOf, runToEnd, storeWorkflow } from '../../sandbox/executions';
import type { Execution } from '../../sandbox/rest';
import { useEmulator } from '../support/emulator';
import { otherClient } from '../support/otherClient';
import { chain, listOf, type Link } from './chain';
import { useN8n } from './useN8n';

const limitMs = 120_000;
jest.setTimeout(limitMs);

const emulator = useEmulator({ speed: 1, tileSize: 16, durationSeconds: { min: 1, max: 3 } });
const others = otherClient(emulator);
const n8n = useN8n();

/** Runs a chain whose last node is tried again when it fails. */
async function runRetried(...links: Link[]): Promise<Execution> {
	const { rest } = n8n();
	const data = emulator.credentials().ohMyGptApi;
	const credential = await rest.createCredential({ name: 'Key', type: 'ohMyGptApi', data });
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
	const workflow = chain(
		'Retry',
		...links.map((link, i) => (i === links.length - 1 ? { ...link, ...settings } : link)),
	);
	return await runToEnd(
		rest,
		await storeWorkflow(rest, withCredential(workflow, credential)),
		limitMs,
	);
}

const withoutSeed = (prompt: unknown) => String(prompt).replace(/ --seed \d+$/, '');

const prompts = ['heron', 'otter', 'lynx', 'badger', 'swift'];

const imagine = (options: Link['parameters']['options'] = {}): Link[] => [
	...listOf(prompts),
	{
		name: 'Imagine',
		parameters: { prompt: '={{ $json.prompt }}', downloadPicture: false, options },
	},
];

describe('With Retry On Fail, when the first attempt is broken in the middle, no task is paid twice', () => {
	it.each([
		['with automatic seeds', {}],
		['without seeds', { seed: 'none' }],
	])('by a task that fails, %s: only that one is made anew', async (_label, options) => {
		await emulator.fault('imagine', 'task-fails', { skip: 2 });

		const execution = await runRetried(...imagine(options));

		expect(failureOf(execution)).toBeUndefined();
		const given = itemsOf(execution, 'Imagine').map(({ json }) => withoutSeed(json.prompt));
		expect(given).toEqual(prompts);
		expect(await emulator.stats()).toMatchObject({
			tasksCreated: prompts.length + 1,
			succeeded: prompts.length,
			failed: 1,
			tokensCharged: prompts.length * prices.FAST.IMAGINE,
		});
	});

	it('by a creation that is refused: only that one is sent again', async () => {
		const refusal = { skip: 3, statusCode: 400, message: 'Something is wrong with the request' };
		await emulator.fault('imagine', 'error-in-200', refusal);

		const execution = await runRetried(...imagine());

		expect(failureOf(execution)).toBeUndefined();
		const given = itemsOf(execution, 'Imagine').map(({ json }) => withoutSeed(json.prompt));
		expect(given).toEqual(prompts);
		expect(await emulator.log('imagine')).toHaveLength(prompts.length + 1);
		expect(await emulator.stats()).toMatchObject({
			tasksCreated: prompts.length,
			tokensCharged: prompts.length * prices.FAST.IMAGINE,
		});
	});

	it('by an upscale that fails: the other three are taken over', async () => {
		const { taskId } = await others.grid();
		const before = await emulator.stats();
		await emulator.fault('runAction', 'task-fails', { skip: 1 });

		const execution = await runRetried({
			name: 'Upscale',
			parameters: {
				operation: 'runAction',
				taskId: String(taskId),
				buttonNames: ['All Four Upscales'],
				downloadPicture: false,
			},
		});

		expect(failureOf(execution)).toBeUndefined();
		const given = itemsOf(execution, 'Upscale').map(({ json }) => json.taskId);
		expect(new Set(given).size).toBe(4);
		const { byAction, failed, tokensCharged } = await emulator.stats();
		expect({ upscales: byAction.UPSCALE, failed }).toEqual({ upscales: 5, failed: 1 });
		expect(tokensCharged - before.tokensCharged).toBe(4 * prices.FAST.UPSCALE);
	});
});

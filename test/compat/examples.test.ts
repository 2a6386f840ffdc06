import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmulator, type Emulator } from '../../emulator/server';
import { lackingNodes } from '../../sandbox/compat/lackingNodes';
import { installationUnderTest } from '../../sandbox/compat/versions';
import { emulatorCredential, proxyCredential } from '../../sandbox/emulatorService';
import { readExamples, type Example } from '../../sandbox/examples';
import { failureOf, runToEnd } from '../../sandbox/executions';
import { exampleChecks } from '../sandbox/exampleChecks';
import { storeExample } from '../sandbox/storeExample';
import { exampleOf, outputsOf, useLive } from '../sandbox/live';
import {
	expectImageAfterTimeLimit,
	expectImagesAndFailure,
	expectTwelveImages,
} from '../sandbox/suspendedExamples';
import { useN8n } from '../sandbox/useN8n';

const limitMs = 240_000;
jest.setTimeout(2 * limitMs);

const installation = installationUnderTest();
const n8n = useN8n({ installation });
const live = useLive(n8n);

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
let emulator: Emulator;
beforeAll(async () => {
	// n8n is another process with real time, so the tasks are short.
	emulator = await startEmulator({
		tileSize: 128,
		durationSeconds: { min: 1, max: 3 },
		proxyVariant: 'trueai',
	});
	await fetch(`${emulator.url}/_emulator/account`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ membership: 'premium' }),
	});
});
afterAll(async () => {
	await emulator.stop();
	rmSync(folder, { recursive: true, force: true });
});

const { checks } = exampleChecks({ emulator: () => emulator, n8n, folder });

const examples = readExamples();
const numberOf = ({ file }: Example) => file.slice(0, 2);
const byNumber = (...numbers: string[]) =>
	examples.filter((example) => numbers.includes(numberOf(example)));

/** A test that is skipped is printed with its reason, and counted in the table. */
function skip(title: string, reason: string): void {
	process.stderr.write(`Skipped in n8n ${installation.version}: ${title}. ${reason}.\n`);
	it.skip(title, () => {});
}

/** A test of examples. It is skipped if this version of n8n lacks a node of one of them. */
function testExamples(used: Example[], promise: string, check: () => Promise<void>): void {
	const title = `${used.map(({ file }) => file).join(' with ')} ${promise}`;
	const lacking = used.flatMap(({ workflow }) => lackingNodes(installation, workflow));
	if (lacking.length > 0) skip(title, `It lacks ${lacking.join(', ')}`);
	else it(title, check);
}

describe(`n8n ${installation.version}`, () => {
	it('is the version that runs', () => {
		expect(n8n().log()).toContain(`Version: ${installation.version}`);
	});

	it('lists both nodes', async () => {
		const types = await n8n().rest.nodeTypes(
			'n8n-nodes-midjourney.midjourney',
			'n8n-nodes-midjourney.midjourneyTrigger',
		);
		expect(types.map(({ displayName }) => displayName)).toEqual([
			'Midjourney',
			'Midjourney Trigger',
		]);
	});

	it('accepts the credentials in its test', async () => {
		const { rest } = n8n();
		for (const [type, data] of [
			['ohMyGptApi', emulatorCredential(emulator)],
			['midjourneyProxyApi', proxyCredential(emulator)],
		] as const) {
			const stored = await rest.createCredential({ name: type, type, data });
			expect(await rest.testCredential(stored, data)).toMatchObject({ status: 'OK' });
		}
	});

	const suspended: Record<string, [promise: string, check: () => Promise<void>]> = {
		'10': ['is suspended and returns its images', () => expectTwelveImages(live)],
		'11': ['passes its failed item to the error output', () => expectImagesAndFailure(live)],
		'12': [
			'continues at the time limit and waits for the task',
			() => expectImageAfterTimeLimit(live, limitMs),
		],
	};
	const triggers = byNumber('13', '17');
	const submit = byNumber('14');
	const conversations = byNumber('18', '21');
	for (const { file } of conversations) {
		skip(file, 'A person starts it, in a form or a chat; it is tested in the current version only');
	}
	const others = examples.filter(
		(example) => ![...triggers, ...submit, ...conversations].includes(example),
	);

	for (const example of others) {
		const [promise, check] = suspended[numberOf(example)] ?? [
			'returns what its note promises',
			async () => {
				const stored = await storeExample(n8n(), emulator, example.workflow);
				const execution = await runToEnd(n8n().rest, stored, limitMs);
				expect(failureOf(execution)).toBeUndefined();
				await checks[example.file]?.(execution);
			},
		];
		testExamples([example], promise, check);
	}

	for (const trigger of triggers) {
		testExamples([trigger, ...submit], 'starts once for each finished task', async () => {
			await expectRunForEachTask(numberOf(trigger));
		});
	}
});

/** The workflow with a trigger runs once for each task of example 14, although each task is reported four times. */
async function expectRunForEachTask(number: string): Promise<void> {
	const path = `compat-${number}`;
	const listener = exampleOf(number);
	Object.assign(listener.nodes.find(({ type }) => type.endsWith('Trigger'))!, { webhookId: path });
	const { id } = await live.store(listener);
	await live.editor().publish(id);
	const submit = exampleOf('14');
	const imagine = submit.nodes.find(({ name }) => name === 'Imagine');
	imagine!.parameters.webhookUrl = `${n8n().url}/webhook/${path}/webhook`;
	expect(failureOf(await live.endOf(await live.start(submit)))).toBeUndefined();
	const tasks = (await live.allTasks()).filter(({ webhook }) => webhook?.includes(`/${path}/`));
	expect(tasks).toHaveLength(2);
	for (const task of tasks) await live.finish(task);
	for (const task of tasks) await live.callBack(task, 3);

	const runs = await live.endedRuns(id, 2);
	expect(runs).toHaveLength(2);
	const executions = await Promise.all(
		runs.map(async (run) => await n8n().rest.readExecution(run.id)),
	);
	const last = number === '13' ? 'Images' : 'Use the Task';
	const items = executions.flatMap((execution) => outputsOf(execution, last).flat(2));
	expect(items.map(({ json }) => json.taskId).sort()).toEqual(
		tasks.map(({ taskId }) => String(taskId)).sort(),
	);
	expect(items.map(({ binary }) => binary?.data?.mimeType)).toEqual(['image/png', 'image/png']);
}

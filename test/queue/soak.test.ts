import { setTimeout as delay } from 'node:timers/promises';

import type { FaultKind } from '../../emulator/faults';
import { usageOf } from '../../sandbox/queue/usage';
import { useLive } from '../sandbox/live';
import { report } from './figures';
import { useOwnTasks } from './ownTasks';
import { isEnded, useQueueRuns } from './queueRuns';
import { useQueueMode } from './useQueueMode';
import { imagine, itemsNamed, webhookStarted } from './webhookStarted';

jest.setTimeout(3_600_000);

/** Ten minutes are the test; in CI one minute shows that it runs. */
const minutes = Number(process.env.SOAK_MINUTES ?? (process.env.CI ? 1 : 10));
const startEveryMs = 500;
/** Connections and files that n8n itself opens and closes. */
const openFilesMargin = 20;

const queue = useQueueMode({ N8N_EXPRESSION_ENGINE: 'legacy' });
const live = useLive(queue);
const { publish, start, until } = useQueueRuns(queue, live);
const { tasksOf } = useOwnTasks(live);

const faults: ReadonlyArray<readonly [Parameters<typeof live.fault>[0], FaultKind]> = [
	['imagine', 'status-429'],
	// Their items are sought for minutes.
	...(minutes < 5
		? []
		: ([
				['imagine', 'status-500'],
				['imagine', 'reset-after'],
			] as const)),
	['get', 'status-500'],
	['getMany', 'html-502'],
	['storedPicture', 'image-cut'],
	['imagine', 'callback-twice'],
	['imagine', 'task-fails'],
];

it(`Mixed work with faults for ${minutes} minutes: nothing grows with the number of tasks`, async () => {
	await live.control('PUT', 'settings', {
		queueLimit: 200,
		durationSeconds: { min: 2, max: 6 },
		callbackRetries: 3,
		progressCallbacks: 2,
	});
	const onError = { onError: 'continueRegularOutput' as const };
	const workflows = await Promise.all(
		(['poll', 'suspend'] as const).map(async (waitForCompletion) => {
			const links = { ...imagine({ waitForCompletion, downloadImage: true }), ...onError };
			return await publish(webhookStarted(`soak-${waitForCompletion}`, links));
		}),
	);
	const all = () => [queue().main, ...queue().workers, ...queue().webhooks];
	const sample = () => all().map((each) => ({ name: each.name, ...usageOf(each.pid()) }));

	/** Starts work for a while, and waits until all of it has ended. */
	async function work(name: string, forMs: number): Promise<number> {
		const end = performance.now() + forMs;
		let started = 0;
		for (; performance.now() < end; started++) {
			const published = workflows[started % workflows.length]!;
			const [route, kind] = faults[started % faults.length]!;
			if (started % 5 === 0) await live.fault(route, kind);
			await start(published, itemsNamed(`${name} ${started}`, 1 + (started % 3)));
			await delay(startEveryMs);
		}
		for (const published of workflows) {
			await until(
				published,
				'the end of all work',
				(executions) => executions.every(isEnded),
				600_000,
			);
		}
		return started;
	}

	const half = (minutes * 60_000) / 2;
	await work('first', half);
	const middle = sample();
	const started = await work('second', half);
	const last = sample();

	const items = [...Array(started).keys()].reduce((sum, i) => sum + 1 + (i % 3), 0);
	const tasks = (await tasksOf('second')).length;
	report('soak', {
		minutes,
		tasks: (await live.stats()).tasksCreated,
		memoryMB: Object.fromEntries(
			last.map(({ name, memoryMB }, i) => [name, [middle[i]?.memoryMB, memoryMB]]),
		),
		openFiles: Object.fromEntries(
			last.map(({ name, openFiles }, i) => [name, [middle[i]?.openFiles, openFiles]]),
		),
	});
	expect(tasks).toBeLessThanOrEqual(items);
	for (const [i, { name, openFiles }] of last.entries()) {
		const before = middle[i]?.openFiles ?? 0;
		expect(
			`${name}: ${openFiles <= before + openFilesMargin ? 'the same' : `${openFiles} instead of ${before}`}`,
		).toBe(`${name}: the same`);
	}
});

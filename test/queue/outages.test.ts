import { setTimeout as delay } from 'node:timers/promises';

import type { QueueMode } from '../../sandbox/queue/queueMode';
import { waitFor } from '../../sandbox/waiting';
import { useLive } from '../sandbox/live';
import { useOwnTasks } from './ownTasks';
import { isEnded, useQueueRuns } from './queueRuns';
import { useQueueMode } from './useQueueMode';
import { imagine, itemsNamed, webhookStarted } from './webhookStarted';

jest.setTimeout(400_000);

const queue = useQueueMode();
const live = useLive(queue);
const { publish, start, until, rows, retry, itemsOf } = useQueueRuns(queue, live);
const { tasksOf, untilTasks, finishWhile } = useOwnTasks(live);

const executionsEach = 3;
const suspending = { waitForCompletion: 'suspend', options: { timeLimitMinutes: 1.5 } };
const endLimitMs = 300_000;

/** A sender that repeats its callbacks for about a minute. */
beforeAll(async () => await live.control('PUT', 'settings', { callbackRetries: 6 }));

const outages: ReadonlyArray<{ what: keyof QueueMode['proxies']; seconds: number }> = [
	{ what: 'redis', seconds: 3 },
	{ what: 'redis', seconds: 30 },
	{ what: 'postgres', seconds: 4 },
	{ what: 'postgres', seconds: 30 },
];

it.each(outages)(
	'$what is away for $seconds seconds while tasks end: nothing is lost, and nothing is paid twice',
	async ({ what, seconds }) => {
		const name = `${what}-${seconds}`;
		const kinds = [
			{ prefix: `${name}-polling`, parameters: {}, items: 2 },
			// A callback that n8n has answered, but could not act on any more, is not repeated: then the limit ends the wait.
			{ prefix: `${name}-suspended`, parameters: suspending, items: 1 },
		];
		const started = [];
		for (const { prefix, parameters, items } of kinds) {
			const published = await publish(webhookStarted(prefix, imagine(parameters)));
			for (let i = 0; i < executionsEach; i++) {
				await start(published, itemsNamed(`${prefix} ${i}`, items));
			}
			started.push({ prefix, published, tasks: executionsEach * items });
			await untilTasks(prefix, executionsEach * items);
		}
		const isSettled = ({ status }: { status: string }) => status !== 'new' && status !== 'running';
		await until(started[1]!.published, 'the suspension', (all) => all.every(isSettled));

		const proxy = queue().proxies[what];
		await proxy.cut();
		for (const { prefix } of started) {
			for (const task of await tasksOf(prefix)) await live.finish(task);
		}
		await delay(seconds * 1_000);
		await proxy.restore();

		for (const { prefix, published, tasks } of started) {
			const all = await waitFor(
				async () => {
					// What a supervisor does; some processes end later than others.
					await queue().startEnded();
					const executions = await rows(published);
					return executions.every(isEnded) && executions;
				},
				{ what: `the end of ${prefix}`, timeoutMs: endLimitMs },
			);
			const failed = all.filter(({ status }) => status !== 'success');
			for (const { id } of failed) await retry(published, id);
			await finishWhile(
				prefix,
				until(published, 'the end of all retries', (executions) =>
					executions.slice(all.length).every(({ endedAt }) => endedAt !== null),
				),
			);
			// n8n may yet finish an execution that it had given up, and that was repeated meanwhile.
			const succeeded = (await rows(published)).filter(({ status }) => status === 'success');
			expect(succeeded.length).toBeGreaterThanOrEqual(executionsEach);
			const outputs = await Promise.all(succeeded.map(async ({ id }) => await itemsOf(id, 'End')));
			const ids = [...new Set(outputs.flat().map(({ json }) => json.taskId))];
			const created = await tasksOf(prefix);
			expect(created).toHaveLength(tasks);
			expect(ids.sort()).toEqual(created.map(({ wireId }) => wireId).sort());
		}
	},
);

import { request } from 'undici';

import { mapConcurrently } from '../../nodes/Midjourney/async/mapConcurrently';
import type { Workflow } from '../../sandbox/workflow';
import { exampleOf, useLive } from '../sandbox/live';
import { report } from './figures';
import { useOwnTasks } from './ownTasks';
import { useQueueRuns } from './queueRuns';
import { useQueueMode } from './useQueueMode';
import { imagine, itemsNamed, webhookStarted } from './webhookStarted';

jest.setTimeout(600_000);

const queue = useQueueMode({ N8N_EXPRESSION_ENGINE: 'legacy' });
const live = useLive(queue);
const { publish, start, until, untilAll, dataOf, itemsOf } = useQueueRuns(queue, live);
const { tasksOf, untilTasks, finishWhile } = useOwnTasks(live);

const times = 200;
/** Pairs of calls under way at the same moment. */
const pairsAtOnce = 2;

beforeAll(async () => await live.control('PUT', 'settings', { queueLimit: 1_000 }));

/**
 * Where the other call has continued the execution, n8n answers itself: with 409, or in rare moments with 500, since it
 * looks for the next node of an execution that has none any more. Its error was thrown there, not in the node.
 */
const isOwnAnswerOfN8n = (status: number, text: string) =>
	status === 409 || (status === 500 && thrownByN8n.test(text));

/** The first line of the stack, in the JSON of an answer. */
const thrownByN8n =
	/"stacktrace":"[^\\]*\\n +at (?:WaitingWebhooks\.disableNode|\S*preserveInputOverride) /;

/** Sends the same report to both webhook processors at the same moment. Returns both answers. */
async function callBoth(url: string, taskId: string) {
	return await Promise.all(
		queue().webhooks.map(async (processor) => {
			const { pathname, search } = new URL(url);
			const { statusCode, body } = await request(`${processor.url}${pathname}${search}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ taskId, status: 'SUCCESS' }),
			});
			return { status: statusCode, text: await body.text() };
		}),
	);
}

it(`The last callback comes to both webhook processors at once, ${times} times: each execution goes on once`, async () => {
	const published = await publish(
		webhookStarted('twice', imagine({ waitForCompletion: 'suspend', downloadImage: true })),
	);
	await live.fault('imagine', 'callback-lost', { times });
	for (let i = 0; i < times; i++) await start(published, itemsNamed(`twice ${i}`, 1));
	await untilAll(published, 'waiting', times);
	const tasks = await untilTasks('twice', times);
	for (const task of tasks) await live.finish(task);
	const before = (await live.stats()).requests.storedPicture ?? 0;
	const answers = await mapConcurrently(
		tasks,
		pairsAtOnce,
		async ({ webhook, wireId }) => await callBoth(webhook ?? '', wireId),
	);
	const ended = await untilAll(published, 'success', times);
	expect(ended).toHaveLength(times);
	const runs = await Promise.all(
		ended.map(async ({ id }) => (await dataOf(id)).resultData.runData.End?.length),
	);
	expect(runs).toEqual(ended.map(() => 1));
	expect(await tasksOf('twice')).toHaveLength(times);
	expect(
		answers.flat().filter(({ status, text }) => status !== 200 && !isOwnAnswerOfN8n(status, text)),
	).toEqual([]);
	const fetched = ((await live.stats()).requests.storedPicture ?? 0) - before;
	report('lastCallbackTwice', { calls: times, pictureRequests: fetched });
});

/** Tasks that have ended, made by an execution of their own. */
async function finishedTasks(prefix: string, count: number) {
	const published = await publish(webhookStarted(prefix, imagine({ waitForCompletion: 'none' })));
	await start(published, itemsNamed(prefix, count));
	await finishWhile(prefix, untilAll(published, 'success', 1));
	for (const task of await tasksOf(prefix)) {
		if (task.status !== 'SUCCESS') await live.finish(task);
	}
	return await tasksOf(prefix);
}

it(`The report for the trigger comes to both webhook processors at once, ${times} times: no task is left out`, async () => {
	const workflow: Workflow = exampleOf('17');
	Object.assign(workflow.nodes[0]!, { webhookId: 'reports' });
	const published = await publish(workflow);
	const tasks = await finishedTasks('report', times);
	const url = `${queue().webhookUrl}/webhook/reports/webhook?secret=${live.secret()}`;
	const answers = await mapConcurrently(
		tasks,
		pairsAtOnce,
		async ({ wireId }) => await callBoth(url, wireId),
	);
	expect(answers.flat().filter(({ status }) => status !== 200)).toEqual([]);
	const ended = await until(
		published,
		'the executions',
		(all) => all.length >= times && all.every(({ endedAt }) => endedAt !== null),
	);
	const used = await Promise.all(
		ended.map(async ({ id }) => (await itemsOf(id, 'Use the Task')).map(({ json }) => json.taskId)),
	);
	expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['success']));
	report('reportTwice', {
		reports: times,
		executions: ended.length,
		afterRemoveDuplicates: used.flat().length,
	});
	expect(new Set(used.flat()).size).toBe(times);
});

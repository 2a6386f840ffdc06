import { request } from 'undici';

import { exampleOf, outputsOf, patienceMs, useLive, type Run } from './live';
import { expectResults, prompts, sleeper } from './sleepers';
import { useN8n } from './useN8n';

jest.setTimeout(4 * patienceMs);

const n8n = useN8n();
const live = useLive(n8n);
const { startAsleep, tasksOf, finish, endOf } = live;

/** n8n's minimum, nearly: six seconds. */
const shortLimit = { options: { timeLimitMinutes: 0.1 } };
const list = prompts(3);

/** Calls the trigger for a task. */
async function tell(taskId: number): Promise<number> {
	const [trigger] = exampleOf('13').nodes;
	const url = `${n8n().url}/webhook/${trigger?.webhookId}/webhook?secret=${live.secret()}`;
	const answer = await request(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ taskId, status: 'SUCCESS' }),
	});
	await answer.body.dump();
	return answer.statusCode;
}

/** What happens before n8n is killed, and while it is down; everything is looked at when it is up again. */
let sleeping: Run;
let allLost: Run;
let lastLost: Run;
let limited: Run;
let trigger: string;

beforeAll(async () => {
	trigger = (await live.store(exampleOf('13'))).id;
	await live.editor().publish(trigger);
	sleeping = await startAsleep(sleeper(list));
	allLost = await startAsleep(sleeper(list, shortLimit));
	lastLost = await startAsleep(sleeper(list, shortLimit));
	limited = await startAsleep(exampleOf('12'));

	const [one, two] = await tasksOf(sleeping);
	await finish(one!);
	await live.deliveryOf(one!);
	expect(await tell(one!.taskId)).toBe(200);
	await live.endedRuns(trigger, 1);
	const [first, ...others] = await tasksOf(lastLost);
	await finish(first!);
	await live.deliveryOf(first!);

	await n8n().kill();
	// Nobody hears of these.
	for (const task of [two!, ...others, ...(await tasksOf(allLost)), ...(await tasksOf(limited))]) {
		await finish(task);
		expect((await live.deliveryOf(task)).answered).toBeNull();
	}
	await n8n().start();
}, 4 * patienceMs);

it('An execution that slept when n8n was killed wakes up with the next callback, all results there', async () => {
	const tasks = await tasksOf(sleeping);
	await finish(tasks[2]!);
	expectResults(await endOf(sleeping), list, tasks);
});

it.each([
	{ label: 'all callbacks are lost', run: () => allLost },
	{ label: 'the last callbacks are lost', run: () => lastLost },
])('When $label, the tasks come out at the time limit, marked, once', async ({ run }) => {
	const execution = await endOf(run(), 2 * patienceMs);
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Midjourney')).toHaveLength(1);
	const [items] = outputsOf(execution, 'Asked')[0] ?? [];
	expect(items?.map(({ json }) => [json.asked, json.taskId, json.timedOut])).toEqual(
		(await tasksOf(run())).map(({ taskId }, i) => [list[i], String(taskId), true]),
	);
});

it('What has come out at the limit is waited for by Task > Wait, and not paid again', async () => {
	const execution = await endOf(limited, 2 * patienceMs);
	expect(execution.status).toBe('success');
	const tasks = await tasksOf(limited);
	expect(tasks).toHaveLength(1);
	expect(outputsOf(execution, 'Picture').flat(2)).toMatchObject([
		{
			json: { taskId: String(tasks[0]?.taskId), status: 'SUCCESS' },
			binary: { data: { mimeType: 'image/png' } },
		},
	]);
});

it('No execution has paid for anything twice', async () => {
	expect((await live.stats()).tasksCreated).toBe(3 * list.length + 1);
});

it('The trigger starts nothing for what it has told before n8n was killed, but for what is new', async () => {
	const [told, fresh] = await tasksOf(sleeping);
	expect(await tell(told!.taskId)).toBe(200);
	expect(await tell(fresh!.taskId)).toBe(200);
	expect(await live.endedRuns(trigger, 2)).toHaveLength(2);
});

import { until } from '../support/until';
import { useService, webhookReceiver } from './client';

const service = useService();
const { control, create, finished, get, mj } = service;

interface Delivery {
	taskId: number;
	status: string;
	answered: number | null;
	attempt: number;
	fault?: string;
}

let receiver: Awaited<ReturnType<typeof webhookReceiver>>;
beforeEach(async () => {
	receiver = await webhookReceiver();
});
afterEach(() => receiver.stop());

const deliveries = async () => (await control<{ entries: Delivery[] }>('GET', 'callbacks')).entries;
const deliveredOf = (taskId: number, count: number) =>
	until(`${count} webhooks`, async () => {
		const all = (await deliveries()).filter((each) => each.taskId === taskId);
		return all.length >= count && all;
	});
const receivedStates = () =>
	receiver.bodies.map(({ status, progress }) => `${String(status)} ${String(progress)}`);
const imagine = (more: object = {}) =>
	create('imagine', { prompt: 'a kite', webhook: receiver.url, ...more });
const arm = (fault: string, more: object = {}) =>
	control('POST', 'faults', { route: 'imagine', fault, ...more });

it('sends the progress and then the end, as the task object without envelope', async () => {
	const id = await imagine();
	await deliveredOf(id, 5);
	expect(receivedStates()).toEqual([
		'IN_PROGRESS 0%',
		'IN_PROGRESS 23%',
		'IN_PROGRESS 46%',
		'IN_PROGRESS 69%',
		'SUCCESS 100%',
	]);
	const last = receiver.bodies[4];
	expect(Object.keys(last ?? {})).toHaveLength(15);
	expect(last).toMatchObject({ taskId: id, webhookUrl: receiver.url });
	const link = (url: unknown) => String(url).replace(/\?.*/, '');
	const task = await get(id);
	expect({ ...last, imageDcUrl: link(last?.imageDcUrl) }).toEqual({
		...task,
		imageDcUrl: link(task.imageDcUrl),
	});
});

it('sends a failure with its reason', async () => {
	await control('PUT', 'settings', { progressCallbacks: 0 });
	const id = await imagine({ prompt: 'a bloodbath' });
	await deliveredOf(id, 1);
	expect(receiver.bodies).toEqual([expect.objectContaining({ status: 'FAILURE', taskId: id })]);
	expect(String(receiver.bodies[0]?.failReason)).toContain('Moderated');
});

it('sends the end immediately when the control API ends the task', async () => {
	await control('PUT', 'settings', { speed: 1, progressCallbacks: 0 });
	const id = await imagine();
	await control('POST', `tasks/${id}/finish`);
	await deliveredOf(id, 1);
	expect(receivedStates()).toEqual(['SUCCESS 100%']);
});

it('sends the number of progress updates in the settings', async () => {
	await control('PUT', 'settings', {
		progressCallbacks: 30,
		durationSeconds: { min: 100, max: 100 },
	});
	await deliveredOf(await imagine(), 31);
	expect(receivedStates()).toHaveLength(31);
});

it('repeats a webhook on request, also after the end', async () => {
	await control('PUT', 'settings', { progressCallbacks: 0 });
	const id = await imagine();
	await deliveredOf(id, 1);
	await control('POST', `tasks/${id}/callback`, { times: 20 });
	expect(receiver.bodies).toHaveLength(21);
});

describe('a receiver that', () => {
	it('returns an error gets no second request by default', async () => {
		receiver.stop();
		receiver = await webhookReceiver(() => 500);
		await control('PUT', 'settings', { progressCallbacks: 0 });
		const id = await imagine();
		expect(await deliveredOf(id, 1)).toEqual([
			expect.objectContaining({ answered: 500, attempt: 1 }),
		]);
	});

	it('returns an error at first gets the webhook again if retries are enabled', async () => {
		receiver.stop();
		receiver = await webhookReceiver((_body, n) => (n < 3 ? 503 : 200));
		await control('PUT', 'settings', { progressCallbacks: 0, callbackRetries: 5 });
		const id = await imagine();
		const answers = (await deliveredOf(id, 3)).map(({ attempt, answered }) => [attempt, answered]);
		expect(answers).toEqual([
			[1, 503],
			[2, 503],
			[3, 200],
		]);
	});

	it('is not reachable leaves an entry in the log', async () => {
		const { url } = receiver;
		receiver.stop();
		await control('PUT', 'settings', { progressCallbacks: 0 });
		const id = await create('imagine', { prompt: 'a kite', webhook: url });
		expect(await deliveredOf(id, 1)).toEqual([expect.objectContaining({ answered: null })]);
	});
});

describe('the fault', () => {
	it('callback-lost drops all webhooks, or the last', async () => {
		await arm('callback-lost');
		const all = await imagine();
		await deliveredOf(all, 5);
		expect(receivedStates()).toEqual([]);
		await arm('callback-lost', { only: 'final' });
		await deliveredOf(await imagine(), 5);
		expect(receivedStates()).not.toContain('SUCCESS 100%');
		expect(receivedStates()).toHaveLength(4);
	});

	it('callback-lost can be armed for the next deliveries of any task', async () => {
		await control('POST', 'faults', { route: 'callback', fault: 'callback-lost', only: 'final' });
		const [first, second] = [await imagine(), await imagine()];
		await Promise.all([deliveredOf(first, 5), deliveredOf(second, 5)]);
		expect(receivedStates().filter((each) => each === 'SUCCESS 100%')).toHaveLength(1);
	});

	it('callback-twice sends a webhook twice', async () => {
		await arm('callback-twice', { only: 'final' });
		await deliveredOf(await imagine(), 6);
		expect(receivedStates().filter((each) => each === 'SUCCESS 100%')).toHaveLength(2);
	});

	it('callback-reordered sends a progress update after the end', async () => {
		await arm('callback-reordered');
		await deliveredOf(await imagine(), 6);
		expect(receivedStates().slice(-2)).toEqual(['SUCCESS 100%', 'IN_PROGRESS 92%']);
	});

	it('callback-early sends the end before the response to the creation', async () => {
		await control('PUT', 'settings', { speed: 1 });
		await arm('callback-early');
		const { data } = await mj('imagine', { prompt: 'a kite', webhook: receiver.url });
		expect(receiver.bodies).toEqual([expect.objectContaining({ taskId: data, status: 'SUCCESS' })]);
	});

	it('callback-delayed sends the end late', async () => {
		await control('PUT', 'settings', { progressCallbacks: 0 });
		await arm('callback-delayed', { delayMs: 200_000 });
		const id = await imagine();
		const { finishTime } = await finished(id);
		expect(receiver.bodies).toEqual([]);
		await deliveredOf(id, 1);
		expect(Date.now() - Date.parse(finishTime ?? '')).toBeGreaterThanOrEqual(390);
	});
});

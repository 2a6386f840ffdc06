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
const told = () =>
	receiver.bodies.map(({ status, progress }) => `${String(status)} ${String(progress)}`);
const imagine = (more: object = {}) =>
	create('imagine', { prompt: 'a kite', webhook: receiver.url, ...more });
const arm = (fault: string, more: object = {}) =>
	control('POST', 'faults', { route: 'imagine', fault, ...more });

it('tells the progress and then the end, as the bare task', async () => {
	const id = await imagine();
	await deliveredOf(id, 5);
	expect(told()).toEqual([
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
	const asked = await get(id);
	expect({ ...last, imageDcUrl: link(last?.imageDcUrl) }).toEqual({
		...asked,
		imageDcUrl: link(asked.imageDcUrl),
	});
});

it('tells a failure with its reason', async () => {
	await control('PUT', 'settings', { progressCallbacks: 0 });
	const id = await imagine({ prompt: 'a bloodbath' });
	await deliveredOf(id, 1);
	expect(receiver.bodies).toEqual([expect.objectContaining({ status: 'FAILURE', taskId: id })]);
	expect(String(receiver.bodies[0]?.failReason)).toContain('Moderated');
});

it('tells the end at once when the control ends the task', async () => {
	await control('PUT', 'settings', { speed: 1, progressCallbacks: 0 });
	const id = await imagine();
	await control('POST', `tasks/${id}/finish`);
	await deliveredOf(id, 1);
	expect(told()).toEqual(['SUCCESS 100%']);
});

it('sends as many progress updates as the settings say', async () => {
	await control('PUT', 'settings', {
		progressCallbacks: 30,
		durationSeconds: { min: 100, max: 100 },
	});
	await deliveredOf(await imagine(), 31);
	expect(told()).toHaveLength(31);
});

it('repeats a webhook at will, also long after the end', async () => {
	await control('PUT', 'settings', { progressCallbacks: 0 });
	const id = await imagine();
	await deliveredOf(id, 1);
	await control('POST', `tasks/${id}/callback`, { times: 20 });
	expect(receiver.bodies).toHaveLength(21);
});

describe('a receiver that', () => {
	it('answers badly is not asked again by default', async () => {
		receiver.stop();
		receiver = await webhookReceiver(() => 500);
		await control('PUT', 'settings', { progressCallbacks: 0 });
		const id = await imagine();
		expect(await deliveredOf(id, 1)).toEqual([
			expect.objectContaining({ answered: 500, attempt: 1 }),
		]);
	});

	it('answers badly at first is asked again where retries are on', async () => {
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

	it('is not there leaves an entry in the log', async () => {
		const { url } = receiver;
		receiver.stop();
		await control('PUT', 'settings', { progressCallbacks: 0 });
		const id = await create('imagine', { prompt: 'a kite', webhook: url });
		expect(await deliveredOf(id, 1)).toEqual([expect.objectContaining({ answered: null })]);
	});
});

describe('the fault', () => {
	it('callback-lost swallows all webhooks, or the last', async () => {
		await arm('callback-lost');
		const all = await imagine();
		await deliveredOf(all, 5);
		expect(told()).toEqual([]);
		await arm('callback-lost', { only: 'final' });
		await deliveredOf(await imagine(), 5);
		expect(told()).not.toContain('SUCCESS 100%');
		expect(told()).toHaveLength(4);
	});

	it('callback-lost can be armed for the next deliveries of any task', async () => {
		await control('POST', 'faults', { route: 'callback', fault: 'callback-lost', only: 'final' });
		const [first, second] = [await imagine(), await imagine()];
		await Promise.all([deliveredOf(first, 5), deliveredOf(second, 5)]);
		expect(told().filter((each) => each === 'SUCCESS 100%')).toHaveLength(1);
	});

	it('callback-twice sends each twice', async () => {
		await arm('callback-twice', { only: 'final' });
		await deliveredOf(await imagine(), 6);
		expect(told().filter((each) => each === 'SUCCESS 100%')).toHaveLength(2);
	});

	it('callback-reordered lets a progress update come after the end', async () => {
		await arm('callback-reordered');
		await deliveredOf(await imagine(), 6);
		expect(told().slice(-2)).toEqual(['SUCCESS 100%', 'IN_PROGRESS 92%']);
	});

	it('callback-early tells the end before the creation is answered', async () => {
		await control('PUT', 'settings', { speed: 1 });
		await arm('callback-early');
		const { data } = await mj('imagine', { prompt: 'a kite', webhook: receiver.url });
		expect(receiver.bodies).toEqual([expect.objectContaining({ taskId: data, status: 'SUCCESS' })]);
	});

	it('callback-delayed tells the end later than it came', async () => {
		await control('PUT', 'settings', { progressCallbacks: 0 });
		await arm('callback-delayed', { delayMs: 200_000 });
		const id = await imagine();
		const { finishTime } = await finished(id);
		expect(receiver.bodies).toEqual([]);
		await deliveredOf(id, 1);
		expect(Date.now() - Date.parse(finishTime ?? '')).toBeGreaterThanOrEqual(390);
	});
});

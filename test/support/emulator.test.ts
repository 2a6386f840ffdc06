import { sleep, type IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { useEmulator } from './emulator';
import { until } from './until';

const emulator = useEmulator();

interface Envelope {
	data: IDataObject | number | null;
}

async function post(path: string, body: IDataObject, key = emulator.keys.user): Promise<Envelope> {
	const response = await fetch(`${emulator.url}${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return (await response.json()) as Envelope;
}

const imagine = async () =>
	(await post(endpoints.imagine, { model: 'midjourney', prompt: 'a lamp', type: 'FAST' }))
		.data as number;

const query = async (taskId: number) =>
	(await post(endpoints.query, { model: 'midjourney', taskId })).data as IDataObject;

test('a task runs on the same fast clock as the test', async () => {
	await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
	const before = Date.now();
	const taskId = await imagine();
	const task = await until('the end of the task', async () => {
		const current = await query(taskId);
		await sleep(1000);
		return current.status === 'SUCCESS' && current;
	});
	const seconds = (Date.now() - before) / 1000;
	expect(seconds).toBeGreaterThanOrEqual(60);
	expect(seconds).toBeLessThan(90);
	for (const time of [task.submitTime, task.finishTime]) {
		const shown = Date.parse(time as string);
		expect(shown).toBeGreaterThanOrEqual(before);
		expect(shown).toBeLessThanOrEqual(Date.now());
	}
});

test('requests are logged and counted, from zero in each test', async () => {
	await imagine();
	const stats = await emulator.stats();
	expect(stats).toMatchObject({ tasksCreated: 1, requests: { imagine: 1 } });
	expect(await emulator.log('imagine')).toMatchObject([{ method: 'POST', status: 200 }]);
});

test('faults, variants and the account can be set', async () => {
	await emulator.fault('imagine', 'status-500');
	await emulator.variants({ creationData: 'string' });
	await emulator.account({ membership: 'vip' });
	await imagine().catch(() => undefined);
	expect(await imagine()).toEqual(expect.any(String));
	expect((await emulator.stats()).faultsApplied).toEqual({ 'status-500': 1 });
});

test('a test can end a task', async () => {
	const taskId = await imagine();
	await emulator.finish(taskId, { status: 'FAILURE', failReason: 'No reason' });
	expect(await query(taskId)).toMatchObject({ failReason: 'No reason' });
	expect(await emulator.tasks()).toMatchObject([{ taskId, failReason: 'No reason' }]);
});

test('an unknown control field is an error that lists the known ones', async () => {
	await expect(emulator.account({ colour: 'red' })).rejects.toThrow('PUT account');
});

test('the credential contains the URL of the emulator', () => {
	expect(emulator.credentials({ mode: 'NORMAL' })).toMatchObject({
		ohMyGptApi: { apiKey: emulator.keys.user, baseUrl: emulator.url, mode: 'NORMAL' },
	});
});

test('URLs that the service does not have may be requested only after `expectUnknownAddresses`', async () => {
	emulator.expectUnknownAddresses();
	await fetch(`${emulator.url}/api/v1/nothing`);
	expect(await emulator.log('unknown')).toMatchObject([{ path: '/api/v1/nothing', status: 404 }]);
});

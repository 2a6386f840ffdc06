import type { JournalEntry } from '../../emulator/journal';
import { prompts } from '../support/midjourney';
import { useMatrix } from './matrix';
import { furtherWires, named, wires } from '../support/wires';

const { emulator, at } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const kites = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `kite ${i}`));
const timeOf = ({ time }: JournalEntry) => Date.parse(time);
const requests = async () => (await emulator.stats()).requests;
const manyIds = async () =>
	(await emulator.log('getByIds')).map(({ body }) => (body as { ids: string[] }).ids);

const servers = [...wires, ...furtherWires].filter(({ manyRoute }) => manyRoute === 'getByIds');

describe.each(named(servers))('%s', (_name, wire) => {
	const { run, begin, credentialsFor } = at(wire);
	const premium = async () => {
		await begin('premium');
		return { credentials: credentialsFor('premium') };
	};

	test('one request shows all unfinished tasks', async () => {
		await emulator.settings({ durationSeconds: { min: 60, max: 90 } });
		const { items } = await run(imagine, fromItem, { items: kites(50), ...(await premium()) });
		expect(items.map(({ json }) => json.status)).toEqual(Array(50).fill('SUCCESS'));
		const { get = 0, getByIds = 0 } = await requests();
		expect(get).toBeLessThanOrEqual(4);
		expect(getByIds).toBeLessThanOrEqual(20);
	});

	test('P22, Q4: no request has more than a hundred IDs, and all tasks are found', async () => {
		const credentials = emulator.proxyCredentials({ tasksAtOnce: 130 });
		await emulator.settings({ proxyTasksAtOnce: 130, durationSeconds: { min: 60, max: 90 } });
		const { items } = await run(imagine, fromItem, { items: kites(130), credentials });
		expect(items.map(({ json }) => json.status)).toEqual(Array(130).fill('SUCCESS'));
		const sizes = (await manyIds()).map(({ length }) => length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
	});

	test('tasks are read one by one where that request does not work', async () => {
		await emulator.fault('getByIds', 'error-in-200', {
			statusCode: 418,
			message: 'odd',
			times: 999,
		});
		const { items } = await run(imagine, fromItem, { items: kites(6), ...(await premium()) });
		expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill('SUCCESS'));
		expect((await requests()).get).toBeGreaterThanOrEqual(6);
	});
});

describe.each(named(servers.filter(({ hasList }) => !hasList)))('%s', (_name, wire) => {
	const { run, begin, credentialsFor } = at(wire);

	test('is asked every 15 seconds at the most, once it has shown that it is a gateway', async () => {
		await begin('vip');
		await emulator.settings({ durationSeconds: { min: 60, max: 120 } });
		await run(imagine, fromItem, { items: kites(20), credentials: credentialsFor('vip') });
		const times = (await emulator.log('getByIds')).map(timeOf);
		const pauses = times.slice(1).map((time, i) => time - times[i]!);
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(15_000);
	});
});

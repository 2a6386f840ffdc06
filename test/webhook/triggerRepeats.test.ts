import { itemsOf, useTrigger } from '../support/trigger';

const { emulator, client, listen } = useTrigger();

const success = (taskId: number) => ({ taskId, status: 'SUCCESS', progress: '100%' });
const progress = (taskId: number, percent: number) => ({
	taskId,
	status: 'IN_PROGRESS',
	progress: `${percent}%`,
});

describe('The same task', () => {
	it('starts the workflow once, although it is reported many times at the same moment', async () => {
		const task = await client.createGrid();
		const { report } = await listen();
		const results = await Promise.all(Array.from({ length: 10 }, () => report(task)));
		expect(results.flatMap(itemsOf)).toHaveLength(1);
		expect(results.every(({ status }) => status === 200)).toBe(true);
	});

	it('starts it once, although it is reported again later, which sends no request', async () => {
		const task = await client.createGrid();
		const { report } = await listen();
		await report(task);
		const requests = (await emulator.log('get')).length;
		for (let i = 0; i < 5; i++) expect(itemsOf(await report(task))).toEqual([]);
		expect(await emulator.log('get')).toHaveLength(requests);
	});

	it('is stored with the workflow, for use after a restart', async () => {
		const task = await client.createGrid();
		const { report, setup } = await listen();
		await report(task);
		const staticData = setup.workflow.getStaticData('node', setup.node);
		expect(Object.keys(staticData.history ?? {})).toEqual([String(task.taskId)]);
	});

	it.each([{ events: ['progress'] }, { events: ['progress', 'completed', 'failed'] }])(
		'starts nothing after its end: $events',
		async ({ events }) => {
			const { taskId } = await client.createGrid();
			const { report } = await listen({ events, verify: false });
			await report(progress(taskId, 50));
			await report(success(taskId));
			expect(itemsOf(await report(progress(taskId, 92)))).toEqual([]);
		},
	);

	it('is not reported with less progress than before', async () => {
		const { taskId } = await client.createGrid();
		const { report } = await listen({ events: ['progress'], verify: false });
		const reportedProgress: unknown[] = [];
		for (const percent of [10, 46, 23, 46, 69]) {
			reportedProgress.push(
				...itemsOf(await report(progress(taskId, percent))).map((item) => item.progress),
			);
		}
		expect(reportedProgress).toEqual([10, 46, 69]);
	});

	it('starts the workflow again if the user listens for a test event in the editor', async () => {
		const task = await client.createGrid();
		for (let i = 0; i < 2; i++) {
			const { report } = await listen({}, { mode: 'manual' });
			expect(itemsOf(await report(task))).toHaveLength(1);
		}
	});
});

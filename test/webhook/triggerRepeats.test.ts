import { itemsOf, useTrigger } from '../support/trigger';

const { emulator, client, listen } = useTrigger();

const success = (taskId: number) => ({ taskId, status: 'SUCCESS', progress: '100%' });
const progress = (taskId: number, percent: number) => ({
	taskId,
	status: 'IN_PROGRESS',
	progress: `${percent}%`,
});

describe('The same task', () => {
	it('starts the workflow once, though it is told many times at the same moment', async () => {
		const task = await client.grid();
		const { tell } = await listen();
		const heard = await Promise.all(Array.from({ length: 10 }, () => tell(task)));
		expect(heard.flatMap(itemsOf)).toHaveLength(1);
		expect(heard.every(({ status }) => status === 200)).toBe(true);
	});

	it('starts it once, though it is told again later, and then costs no question', async () => {
		const task = await client.grid();
		const { tell } = await listen();
		await tell(task);
		const asked = (await emulator.log('get')).length;
		for (let i = 0; i < 5; i++) expect(itemsOf(await tell(task))).toEqual([]);
		expect(await emulator.log('get')).toHaveLength(asked);
	});

	it('is remembered with the workflow, for the time after a restart', async () => {
		const task = await client.grid();
		const { tell, made } = await listen();
		await tell(task);
		const kept = made.workflow.getStaticData('node', made.node);
		expect(Object.keys(kept.history ?? {})).toEqual([String(task.taskId)]);
	});

	it.each([{ events: ['progress'] }, { events: ['progress', 'completed', 'failed'] }])(
		'tells nothing more after its end: $events',
		async ({ events }) => {
			const { taskId } = await client.grid();
			const { tell } = await listen({ events, verify: false });
			await tell(progress(taskId, 50));
			await tell(success(taskId));
			expect(itemsOf(await tell(progress(taskId, 92)))).toEqual([]);
		},
	);

	it('never goes backwards', async () => {
		const { taskId } = await client.grid();
		const { tell } = await listen({ events: ['progress'], verify: false });
		const told: unknown[] = [];
		for (const percent of [10, 46, 23, 46, 69]) {
			told.push(...itemsOf(await tell(progress(taskId, percent))).map((item) => item.progress));
		}
		expect(told).toEqual([10, 46, 69]);
	});

	it('can be shown again to who listens in the editor', async () => {
		const task = await client.grid();
		for (let i = 0; i < 2; i++) {
			const { tell } = await listen({}, { mode: 'manual' });
			expect(itemsOf(await tell(task))).toHaveLength(1);
		}
	});
});

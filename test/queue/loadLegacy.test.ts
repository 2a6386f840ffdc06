import { report } from './figures';
import { useLoad } from './load';

jest.setTimeout(1_800_000);

const load = useLoad('legacy');

it('1,000 executions are suspended on ten slots at once: each first run asks for one list, and each goes on', async () => {
	const figures = await load.suspendedOneEach(1_000, [20, 30, 40, 50]);
	report('legacyOneEach', figures);
	expect(figures.inFlightPerSlot).toBe(100);
	expect(figures.listRequestsPerExecution).toBeLessThanOrEqual(1);
});

it('50 executions of 20 tasks each go on after their last callback', async () => {
	report('legacyTwentyEach', await load.suspendedManyEach(50, 20, 40));
});

it('Executions of 200 items on both workers share the limit of their account: no task more than items', async () => {
	report('polling', await load.polling(2, 200, 20));
});

import { report } from './figures';
import { useLoad } from './load';

jest.setTimeout(1_800_000);

const load = useLoad('vm');
/** The whole load takes ten minutes with n8n's default engine. CI shows that it works; its figures come from less. */
const share = process.env.CI ? 5 : 1;

it(`${1_000 / share} executions are suspended with n8n's default expression engine, and each goes on`, async () => {
	const figures = await load.suspendedOneEach(1_000 / share, [12, 15, 20]);
	report('vmOneEach', figures);
	expect(figures.listRequestsPerExecution).toBeLessThanOrEqual(1);
});

it(`${50 / share} executions of 20 tasks each go on after their last callback`, async () => {
	report('vmTwentyEach', await load.suspendedManyEach(50 / share, 20, 5));
});

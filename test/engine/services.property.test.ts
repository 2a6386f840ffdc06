import fc from 'fast-check';
import { timelineOf } from '../support/timeline';
import { replay, runsOrUsual } from './schedules';
import { useServices } from './serviceRun';
import { onlyFirstKind } from './serviceTrial';
import { serviceRuns, type ServiceRun } from './services';

/**
 * Random services, which differ from what the emulator assumes, each with a random schedule. `PROPERTY_RUNS=2000` runs
 * more of them than usual. A failure prints service, schedule, `seed` and `path`; `PROPERTY_SEED=… PROPERTY_PATH=…`
 * runs it again, and then shrinks it. What a service may prevent is in the table `allowances`.
 */
const numRuns = runsOrUsual(60);

const { emulator, holds } = useServices();

test(
	'whatever the service is like: nothing paid twice, no id lost, no false success, no endless wait, all done where it can be',
	async () => {
		const check = onlyFirstKind();
		const property = fc.asyncProperty(serviceRuns, (drawn) => check(() => holds(drawn)));
		await fc.assert(property, { numRuns, ...replay });
	},
	60_000 + numRuns * 10_000,
);

test('a service gives the same requests at the same moments each time, so that a failure can be replayed', async () => {
	const timeline = async (drawn: ServiceRun) =>
		timelineOf(await holds(drawn).catch(async () => await emulator.log()));
	for (const drawn of fc.sample(serviceRuns, { seed: replay.seed, numRuns: 5 })) {
		expect(await timeline(drawn)).toEqual(await timeline(drawn));
	}
});

import fc from 'fast-check';
import { unfinishedTasks } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { timelineOf } from '../support/timeline';
import { useMatrix } from './matrix';
import { kinds } from './orders';
import {
	armFaults,
	replay,
	runsOrUsual,
	schedules,
	setDurations,
	type Schedule,
} from './schedules';
import { beginTrial } from './trial';
import { named, wires, type Wire } from '../support/wires';

/**
 * Random schedules of faults, durations and limits. `PROPERTY_RUNS=500` runs more of them than the usual 40. A failure
 * prints its schedule, `seed` and `path`; `PROPERTY_SEED=… PROPERTY_PATH=…` runs it again, request by request, and
 * then shrinks it.
 */
const numRuns = runsOrUsual(40);

const { emulator, run } = useMatrix();

async function holds(wire: Wire, schedule: Schedule): Promise<void> {
	const { route, count, membership, believed, isAwaited, isRetried } = schedule;
	await emulator.fresh();
	await wire.begin(emulator, membership);
	const others = wire.others(emulator);
	const kind = kinds[route];
	const orders = await kind.orders(count, others, schedule.tasksEach);
	await setDurations(emulator, schedule, (prompt) => others.create('imagine', { prompt }));
	const trial = await beginTrial(emulator, kind, orders, wire);
	await armFaults(emulator, schedule);

	const wanted = orders.flatMap(({ marks }) => marks).length;
	const parameters = {
		...kind.parameters,
		service: wire.service,
		...(isAwaited ? { downloadImage: false } : { waitForCompletion: 'none' }),
		...(schedule.hasSeed ? {} : { options: { seed: 'none' } }),
	};
	const result = await run(kind.operation, parameters, {
		items: orders.map(({ input }) => input),
		onError: 'continueRegularOutput',
		credentials: wire.credentials(emulator, believed),
		...(isRetried ? { retryOnFail: { maxTries: 3, waitBetweenTries: 1000 } } : {}),
	});
	const ends = await trial.ends(result, { isAwaited, isRetried });
	const { creationFaults, getFaults, listFaults, foreign } = schedule;
	const { peakUnfinished, requestsTotal } = await emulator.stats();
	expect(requestsTotal).toBeLessThanOrEqual(100 + 60 * wanted);
	if (getFaults.length + listFaults.length > 0) return;
	// A place is given up early only when it cannot be found out any more whether its task goes on.
	expect(peakUnfinished).toBeLessThanOrEqual(unfinishedTasks[believed] + foreign.length);
	if (creationFaults.length === 0) expect(ends).toEqual(Array(wanted).fill('right'));
}

test.each(named(wires))(
	'%s, whatever happens on the way: no task twice, none missing, tokens as priced, every item right or an honest error',
	async (_name, wire) => {
		const property = fc.asyncProperty(schedules, async (schedule) => await holds(wire, schedule));
		await fc.assert(property, { numRuns, ...replay });
	},
	60_000 + numRuns * 10_000,
);

test.each(named(wires))(
	'%s: a schedule gives the same requests at the same moments each time',
	async (_name, wire) => {
		const timeline = async (schedule: Schedule) => {
			await holds(wire, schedule);
			return timelineOf(await emulator.log());
		};
		const property = fc.asyncProperty(schedules, async (schedule) => {
			expect(await timeline(schedule)).toEqual(await timeline(schedule));
		});
		await fc.assert(property, { numRuns: Math.ceil(numRuns / 20), ...replay });
	},
	60_000 + numRuns * 10_000,
);

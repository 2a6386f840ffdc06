import { sleep, type IDataObject } from 'n8n-workflow';
import type { JournalEntry } from '../../emulator/journal';
import { useMatrix } from './matrix';
import { kinds, type Order } from './orders';
import { armFaults, setDurations } from './schedules';
import { allowedEnds, type ServiceRun } from './services';
import { beginServiceTrial, violated, type Ended } from './serviceTrial';

/** Of each item: for a place in the queue, and again for its task. */
const limitMinutes = 15;
/** For the last requests of a run, and for reading pictures. */
const restMinutes = 10;
const tries = 3;

/** The items, with the ids of source tasks as the service writes them now. */
function rewritten(orders: readonly Order[], wireIds: ReadonlyMap<unknown, string>): Order[] {
	return orders.map(({ input, marks }) => {
		const taskId = wireIds.get(input.json.taskId);
		return { marks, input: taskId ? { ...input, json: { ...input.json, taskId } } : input };
	});
}

/** The words of some errors, quoted in the prompt, and a word that the emulator refuses. */
const bannedPrompt = 'gore: invalid token, no permission, the queue is full, timeout';

/** The items, the first one with a prompt that the service refuses. */
const withBannedPrompt = ([, ...others]: readonly Order[]): Order[] => [
	{ input: { json: { prompt: bannedPrompt } }, marks: [bannedPrompt] },
	...others,
];

/** Switches that are about pictures, which are not downloaded otherwise. */
const ofPictures = ['pictureBody', 'pictureAnswers', 'pictureType', 'storagePath'];

/** The node and the emulator for runs against services of any kind. */
export function useServices() {
	const { emulator, run, others } = useMatrix();

	/** Runs a schedule against a service, and throws where an invariant does not hold. */
	async function endsOf({ service, schedule, hasBannedPrompt }: ServiceRun): Promise<Ended[]> {
		const { route, membership, believed, isAwaited, isRetried } = schedule;
		await emulator.fresh();
		await emulator.account({ membership });
		const kind = kinds[route];
		const drawn = await kind.orders(schedule.count, others, schedule.tasksEach);
		const usual = hasBannedPrompt && route === 'imagine' ? withBannedPrompt(drawn) : drawn;
		await setDurations(emulator, schedule, (prompt) => others.create('imagine', { prompt }));
		// The service has become odd after the tasks of others were created.
		await sleep(1);
		await emulator.variants(service);
		const wireIds = new Map((await emulator.tasks()).map(({ taskId, wireId }) => [taskId, wireId]));
		const orders = rewritten(usual, wireIds);
		const trial = await beginServiceTrial(emulator, kind, orders);
		await armFaults(emulator, schedule);

		const options: IDataObject = { timeLimitMinutes: limitMinutes };
		const startedAt = Date.now();
		const result = await run(
			kind.operation,
			{
				...kind.parameters,
				...(isAwaited
					? { downloadImage: kind.hasPicture && ofPictures.some((name) => name in service) }
					: { waitForCompletion: 'none' }),
				options: { ...options, ...(schedule.hasSeed ? {} : { seed: 'none' }) },
			},
			{
				items: orders.map(({ input }) => input),
				onError: 'continueRegularOutput',
				credentials: emulator.credentials({ membership: believed }),
				...(isRetried ? { retryOnFail: { maxTries: tries, waitBetweenTries: 1000 } } : {}),
			},
		);
		const minutes = (Date.now() - startedAt) / 60_000;
		const ends = await trial.ends(result, { isAwaited, isRetried });
		const allowedMinutes = (isRetried ? tries : 1) * (2 * limitMinutes + restMinutes);
		if (minutes > allowedMinutes) violated('too late', { minutes, allowedMinutes });
		return ends;
	}

	/** Throws if an invariant does not hold, or if an item is not done although the service is usable. Gives the log. */
	async function holds(drawn: ServiceRun): Promise<JournalEntry[]> {
		const ends = await endsOf(drawn);
		const { creationFaults, getFaults, listFaults } = drawn.schedule;
		const isFaultless = creationFaults.length + getFaults.length + listFaults.length === 0;
		for (const { mark, end, isHit } of isFaultless ? ends : []) {
			const isAllowed = mark === bannedPrompt || allowedEnds(drawn, isHit).has(end);
			if (!isAllowed) violated('not done', { end, isHit, mark: mark.slice(0, 40) });
		}
		return await emulator.log();
	}

	return { emulator, holds };
}

import { waitFor } from '../../sandbox/waiting';
import { runRetried, useContenders, wanted, type Breakage, type Contender } from './retried';
import { useN8n } from './useN8n';

const limitMs = 120_000;
jest.setTimeout(2 * limitMs);

const n8n = useN8n();
const contenders = useContenders();

const refusal = { statusCode: 400, message: 'Something is wrong with the request' };

/** The task list cannot be read so many times, but for the look before anything is made. */
const loseSight = async ({ emulator, listsFirst }: Contender, times: number) =>
	await emulator.fault('getMany', 'html-502', { skip: listsFirst ? 1 : 0, times });

/** Long enough for a first question about any task. */
const timeLimitMinutes = 0.2;

/** Lets tasks be read when they are asked for after the time limit of the first attempt: by a second one. */
async function letSecondAttemptRead({ emulator, kind, name }: Contender): Promise<void> {
	const latest = async (...routes: string[]) => {
		const entries = (
			await Promise.all(routes.map(async (route) => await emulator.log(route)))
		).flat();
		return { count: entries.length, at: Math.max(...entries.map(({ time }) => Date.parse(time))) };
	};
	await waitFor(
		async () => {
			const [created, asked] = [await latest(kind.route), await latest('get', 'getMany')];
			const overAt = created.at + timeLimitMinutes * 60_000 + 1_000;
			return created.count === wanted && asked.at > overAt;
		},
		{ what: `${name} to be tried again`, timeoutMs: limitMs },
	);
	await emulator.mend();
}

interface Row extends Breakage {
	label: string;
	/** Beyond the wanted ones. */
	more?: { tasks?: number; creations?: number };
	/** Whether the first attempt ends since nobody knows what came of a creation. */
	isInDoubt?: boolean;
}

const doubts = () => n8n().log().split('was lost: a Midjourney task may exist').length - 1;

const rows: Row[] = [
	{
		label: 'a task that fails: it alone is made anew',
		arm: async ({ emulator, kind }) => await emulator.fault(kind.route, 'task-fails', { skip: 1 }),
		more: { tasks: 1, creations: 1 },
	},
	{
		label: 'a creation that is refused: it alone is sent again',
		arm: async ({ emulator, kind }) =>
			await emulator.fault(kind.route, 'error-in-200', { skip: 1, ...refusal }),
		more: { creations: 1 },
	},
	{
		label: 'a creation that is refused, after the answer of another was lost',
		arm: async ({ emulator, kind }) => {
			await emulator.fault(kind.route, 'reset-after');
			await emulator.fault(kind.route, 'error-in-200', refusal);
		},
		more: { creations: 1 },
	},
	{
		label: 'a task that fails, while another, whose answer was lost, cannot be looked for',
		arm: async (contender) => {
			const { emulator, kind } = contender;
			await emulator.fault(kind.route, 'task-fails');
			await emulator.fault(kind.route, 'reset-after', { skip: 1 });
			await loseSight(contender, 3);
		},
		more: { tasks: 1, creations: 1 },
	},
	{
		label: 'a lost answer that the attempt cannot settle: the next one does',
		arm: async (contender) => {
			const { emulator, kind } = contender;
			await emulator.fault(kind.route, 'reset-after', { skip: 1 });
			// All looks of the first attempt, one after the other for 26 seconds.
			await loseSight(contender, 7);
		},
		isInDoubt: true,
	},
	{
		label: 'tasks that cannot be read until the time limit: the next attempt waits for them',
		arm: async ({ emulator, listsFirst }) => {
			await emulator.fault('get', 'status-429', { times: 999 });
			await emulator.fault('getMany', 'status-500', { skip: listsFirst ? 1 : 0, times: 999 });
		},
		options: { timeLimitMinutes },
		meanwhile: letSecondAttemptRead,
	},
];

describe('With Retry On Fail, when the first attempt is broken in the middle, no task is paid twice', () => {
	it.each(rows)('by $label', async ({ more = {}, isInDoubt = false, ...breakage }) => {
		const { tasks = 0, creations = 0 } = more;
		const doubtsBefore = doubts();

		const runs = contenders.map(async (each) => await runRetried(n8n(), each, breakage));
		// None is still under way when the next test begins.
		await Promise.allSettled(runs);

		expect(await Promise.all(runs)).toEqual(
			contenders.map(({ name, isOneItem }) => ({
				name,
				failure: undefined,
				ends: Array(wanted).fill('right'),
				order: isOneItem ? [0, 0, 0] : [0, 1, 2],
				tasks: wanted + tasks,
				creations: wanted + creations,
			})),
		);
		expect(doubts() - doubtsBefore).toBe(isInDoubt ? contenders.length : 0);
	});
});

import { waitFor } from '../../sandbox/waiting';
import {
	runInDoubt,
	runRetried,
	useCreationCases,
	tasksPerRun,
	type Breakage,
	type CreationCase,
} from './retried';
import { useN8n } from './useN8n';

const limitMs = 240_000;
jest.setTimeout(2 * limitMs);

const n8n = useN8n();
const creationCases = useCreationCases();

/** About the item: words that name no reason could mean a full queue. */
const rejection = { statusCode: 413, message: 'The request is too large' };

/** Makes the next `times` reads of the task list fail, except the read before the first creation. */
const breakTaskList = async ({ emulator, isMarked }: CreationCase, times: number) =>
	await emulator.fault('getMany', 'html-502', { skip: isMarked ? 1 : 0, times });

/** Long enough for a first status request for any task. */
const timeLimitMinutes = 0.2;

/** Removes the faults when tasks are read after the time limit of the first attempt, so by the second one. */
async function letSecondAttemptRead({ emulator, kind, name }: CreationCase): Promise<void> {
	const latest = async (...routes: string[]) => {
		const entries = (
			await Promise.all(routes.map(async (route) => await emulator.log(route)))
		).flat();
		return { count: entries.length, at: Math.max(...entries.map(({ time }) => Date.parse(time))) };
	};
	await waitFor(
		async () => {
			const [created, read] = [await latest(kind.route), await latest('get', 'getMany')];
			const limitAt = created.at + timeLimitMinutes * 60_000 + 1_000;
			return created.count === tasksPerRun && read.at > limitAt;
		},
		{ what: `${name} to be tried again`, timeoutMs: limitMs },
	);
	await emulator.mend();
}

interface Row extends Breakage {
	label: string;
	/** In addition to the ordered ones. */
	more?: { tasks?: number; creations?: number };
	/** Whether a response is lost: only tasks with a mark can be found then. */
	isLost?: boolean;
	/** Whether the first attempt ends because the result of a creation is unknown. */
	isInDoubt?: boolean;
}

const doubts = () => n8n().log().split('was lost: a Midjourney task may exist').length - 1;

const rows: Row[] = [
	{
		label: 'a task that fails: only this task is created again',
		arm: async ({ emulator, kind }) => await emulator.fault(kind.route, 'task-fails', { skip: 1 }),
		more: { tasks: 1, creations: 1 },
	},
	{
		label: 'a creation that is rejected: only this creation is sent again',
		arm: async ({ emulator, kind }) =>
			await emulator.fault(kind.route, 'error-in-200', { skip: 1, ...rejection }),
		more: { creations: 1 },
	},
	{
		label: 'a creation that is rejected, after the response of another was lost',
		arm: async ({ emulator, kind }) => {
			await emulator.fault(kind.route, 'reset-after');
			await emulator.fault(kind.route, 'error-in-200', rejection);
		},
		more: { creations: 1 },
		isLost: true,
	},
	{
		label: 'a task that fails, while another, whose response was lost, cannot be looked up',
		arm: async (creationCase) => {
			const { emulator, kind } = creationCase;
			await emulator.fault(kind.route, 'task-fails');
			await emulator.fault(kind.route, 'reset-after', { skip: 1 });
			await breakTaskList(creationCase, 3);
		},
		more: { tasks: 1, creations: 1 },
		isLost: true,
	},
	{
		label: 'a lost response whose task the attempt cannot find: the next attempt finds it',
		arm: async (creationCase) => {
			const { emulator, kind } = creationCase;
			await emulator.fault(kind.route, 'reset-after', { skip: 1 });
			// All reads of the first attempt, one after the other for 14 seconds.
			await breakTaskList(creationCase, 4);
		},
		isLost: true,
		isInDoubt: true,
	},
	{
		label: 'tasks that cannot be read until the time limit: the next attempt waits for them',
		arm: async ({ emulator, isMarked }) => {
			await emulator.fault('get', 'status-429', { times: 999 });
			await emulator.fault('getMany', 'status-500', { skip: isMarked ? 1 : 0, times: 999 });
		},
		options: { timeLimitMinutes },
		meanwhile: letSecondAttemptRead,
	},
];

describe('With Retry On Fail, when the first attempt fails in the middle, no task is paid twice', () => {
	it.each(rows)(
		'by $label',
		async ({ more = {}, isLost = false, isInDoubt = false, ...breakage }) => {
			const { tasks = 0, creations = 0 } = more;
			const doubtsBefore = doubts();

			const cases = creationCases.filter(({ isMarked }) => isMarked || !isLost);
			const runs = cases.map(async (each) => await runRetried(n8n(), each, breakage));
			// None is still running when the next test starts.
			await Promise.allSettled(runs);

			expect(await Promise.all(runs)).toEqual(
				cases.map(({ name, isOneItem }) => ({
					name,
					failure: undefined,
					ends: Array(tasksPerRun).fill('right'),
					order: isOneItem ? [0, 0, 0] : [0, 1, 2],
					tasks: tasksPerRun + tasks,
					creations: tasksPerRun + creations,
				})),
			);
			expect(doubts() - doubtsBefore).toBe(isInDoubt ? cases.length : 0);
		},
	);

	it('by a lost response of a task without a mark: the error names it, and no attempt sends it again', async () => {
		const cases = creationCases.filter(({ isMarked }) => !isMarked);
		const arm = async ({ emulator, kind }: CreationCase) =>
			await emulator.fault(kind.route, 'reset-after', { skip: 2 });
		const runs = cases.map(async (each) => await runInDoubt(n8n(), each, { arm }));
		await Promise.allSettled(runs);
		for (const [i, { failure, tasks, creations }] of (await Promise.all(runs)).entries()) {
			expect({ tasks, creations }).toEqual({ tasks: tasksPerRun, creations: tasksPerRun });
			expect(failure).toContain('was not sent again');
			const [lost] = await cases[i]!.emulator.tasks();
			expect(failure).toContain(String(lost?.taskId));
		}
	});
});

import type { IDataObject } from 'n8n-workflow';
import type { Settings } from '../emulator/settings';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { emulatorInProcess, type Stats } from '../test/support/emulator';
import { simulatedTime } from '../test/support/simulatedTime';
import { until } from '../test/support/until';
import { service } from './service';

/** When a task was submitted and finished, in simulated milliseconds since 1970. */
export interface TaskTimes {
	taskId: number;
	submittedAt: number;
	finishedAt: number;
}

/** An emulator in this process, while time in this process is simulated. */
export interface Simulation {
	/** The credentials for the engine. */
	credentials(): Record<string, IDataObject>;
	/** The same for the second wire. */
	proxyCredentials(tasksAtOnce: number): Record<string, IDataObject>;
	settings(changes: Partial<Settings>): Promise<void>;
	stats(): Promise<Stats>;
	/** Number of requests to the API until now, without requests for pictures. */
	apiRequests(): Promise<number>;
	/** The times of all tasks, oldest first. */
	taskTimes(): Promise<TaskTimes[]>;
	/** Number of timers that are set. Intervals do not count. */
	timers(): number;
	/** Waits until no timer is set, then removes all tasks, requests and statistics. */
	reset(): Promise<void>;
}

interface SimulationOptions extends Partial<Omit<Settings, 'durationSeconds' | 'speed'>> {
	membership: Membership;
}

const pictureRoutes = ['storedPicture', 'discordAttachment', 'imageProxy', 'publicFile'];
/** Balance in tokens, enough for all tasks. */
const largeBalance = 1_000_000_000;

/**
 * Runs `work` in simulated time, with a new emulator that has tiny pictures and a large balance. Time starts at the
 * same moment and random numbers start from the same seed each time, so the same work gives the same figures.
 */
export async function simulate<Result>(
	{ membership, ...settings }: SimulationOptions,
	work: (simulation: Simulation) => Promise<Result>,
): Promise<Result> {
	const emulator = emulatorInProcess({ ...service, tileSize: 8, ...settings });
	const reset = async () => {
		await emulator.fresh();
		await emulator.account({ membership, balance: largeBalance });
	};
	const timers = () => simulatedTime()?.timers() ?? 0;
	await emulator.start();
	try {
		await reset();
		const result = await work({
			credentials: () => {
				const { ohMyGptApi } = emulator.credentials();
				return { ohMyGptApi: { ...ohMyGptApi, membership } };
			},
			proxyCredentials: (tasksAtOnce) => emulator.proxyCredentials({ tasksAtOnce }),
			settings: async (changes) => await emulator.settings(changes),
			stats: emulator.stats,
			async apiRequests() {
				const { requests } = await emulator.stats();
				return Object.entries(requests)
					.filter(([route]) => !pictureRoutes.includes(route))
					.reduce((total, [, count = 0]) => total + count, 0);
			},
			async taskTimes() {
				const tasks = await emulator.tasks();
				return tasks
					.map(({ taskId, submittedAt, finishesAt }) => ({
						taskId,
						submittedAt: Date.parse(submittedAt),
						finishedAt: Date.parse(finishesAt),
					}))
					.sort((a, b) => a.taskId - b.taskId);
			},
			timers,
			reset,
		});
		// Timers that are set when simulated time ends never fire, so nothing may still wait for one.
		await until('no timer is left', () => timers() === 0);
		return result;
	} finally {
		await emulator.stop();
	}
}

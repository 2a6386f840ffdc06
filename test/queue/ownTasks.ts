import { waitFor } from '../../sandbox/waiting';
import { liveTimeoutMs, type useLive } from '../sandbox/live';
import type { TaskInside } from '../support/emulator';

/** The tasks of one test among all of the service, by the name that its prompts begin with. */
export function useOwnTasks(live: ReturnType<typeof useLive>) {
	const tasksOf = async (name: string): Promise<TaskInside[]> =>
		(await live.allTasks()).filter(({ prompt }) => prompt?.startsWith(`${name} `));
	const isOpen = ({ status }: TaskInside) => status !== 'SUCCESS' && status !== 'FAILURE';

	return {
		tasksOf,
		untilTasks: async (name: string, count: number) =>
			await waitFor(
				async () => {
					const tasks = await tasksOf(name);
					return tasks.length >= count && tasks;
				},
				{ what: `${count} tasks of ${name}`, timeoutMs: liveTimeoutMs },
			),
		/** Finishes all tasks of a test, also those that are created meanwhile, until `work` is done. */
		finishWhile: async <T>(name: string, work: Promise<T>): Promise<T> => {
			let isDone = false;
			const done = work.finally(() => (isDone = true));
			await waitFor(
				async () => {
					for (const task of (await tasksOf(name)).filter(isOpen)) await live.finish(task);
					return isDone;
				},
				{ what: `the end of ${name}`, timeoutMs: 10 * liveTimeoutMs },
			);
			return await done;
		},
	};
}

import { InputError } from '../model/inputError';
import { outcomeOf, type Task } from '../model/task';
import { requestData } from '../service/errors';
import type { Service } from '../service/service';

/** Reads a task that the user names. */
export async function getInputTask(service: Service, taskId: string): Promise<Task> {
	const read = async () => await service.getTask(taskId);
	return await requestData(service, read, { taskId });
}

/** Only a task that has succeeded has a picture and buttons. */
export function requireSuccess(task: Task, what: 'image' | 'buttons' | 'seed'): void {
	const outcome = outcomeOf(task);
	if (outcome === 'success') return;
	const { id: taskId, status, progress, failReason } = task;
	const state = progress === null ? status : `${status}, ${progress} %`;
	const [why, advice] =
		outcome === 'failure'
			? [
					`, since it did not succeed: ${failReason ?? status}`,
					'Create it again; nothing was charged.',
				]
			: [` yet: its state is ${state}`, 'Task > Wait waits until it is finished.'];
	throw new InputError(`The task has no ${what}${why}`, advice, { taskId });
}

import type { Output } from '../fields/item';
import { submittedTask } from '../model/creation';
import { ItemError, type ErrorSubject } from '../model/inputError';
import { unknownTask, type Task } from '../model/task';
import { toSimplifiedJson } from '../output/taskJson';
import { outputEndedTask, outputTask } from '../output/taskOutput';
import { explain, ServiceError } from '../service/errors';
import type { TaskResult } from '../task/taskRunner';
import type { PlannedTask } from './plan';

/** A task of which only the ID is known. */
const placeholderTask = (taskId: string, { request }: PlannedTask): Task =>
	'creation' in request ? submittedTask(taskId, request.creation) : unknownTask(taskId);

const goesOn =
	'The task goes on and is charged when it succeeds. Get it later with Task > Wait and this task ID.';

const mayExist =
	'The service may have created a task all the same, so the creation was not sent again.';

function subjectOf({ request }: PlannedTask): ErrorSubject {
	if (!('creation' in request) || request.creation.kind !== 'action') return {};
	const { button, sourceId } = request.creation;
	return { pressed: { button, sourceId } };
}

type WithoutTask = Extract<TaskResult, { kind: 'refused' | 'notStarted' | 'doubt' }>;

/** The error where no task can be named: it was refused, not started, or nobody knows. */
function errorWithoutTask(planned: PlannedTask, result: WithoutTask): ItemError {
	const subject = subjectOf(planned);
	const { service } = planned.item;
	switch (result.kind) {
		case 'refused':
			return new ServiceError(service, result.failure, subject);
		case 'doubt': {
			const list = result.candidates.join(', ');
			const next = list
				? `It can be one of these tasks, which this run has not created otherwise: ${list}.`
				: "Look for it with Task > Get Many, or in the service's own log, before you run this item again.";
			// A page of another server, for instance at a wrong address.
			const reason =
				result.failure.kind === 'gateway' ? ` ${explain(service, result.failure).description}` : '';
			return new ServiceError(service, result.failure, subject, `${mayExist} ${next}${reason}`);
		}
		case 'notStarted':
			return result.reason === 'maximum'
				? new ItemError(
						`The item was not started, since '${planned.plan.maximum?.name}' would be exceeded`,
						'Tasks that are under way count as spent. Raise the maximum, or give the node fewer items.',
						{ ...subject, notStarted: true },
					)
				: new ServiceError(service, result.reason, { ...subject, notStarted: true });
	}
}

/** The error of a task whose end was not seen. */
function timeLimitError(
	{ plan }: PlannedTask,
	task: Task,
	subject: ErrorSubject,
	lastFailure?: string,
): ItemError {
	const minutes = Math.round(plan.waiting.limitMs / 6_000) / 10;
	const state = task.progress === null ? task.status : `${task.status}, ${task.progress} %`;
	const trouble = lastFailure ? ` The last response was: ${lastFailure}.` : '';
	return new ItemError(
		`The task was not finished within ${minutes} minutes; its last state was ${state}`,
		`${goesOn} To wait longer, raise 'Time Limit'.${trouble}`,
		subject,
	);
}

/** Turns the end of a task into output, or throws the error that says what to do. */
export async function toOutputs(planned: PlannedTask, result: TaskResult): Promise<Output[]> {
	const { item, plan, request } = planned;
	if (result.kind === 'created') {
		return await outputTask(item, placeholderTask(result.taskId, planned), plan.output);
	}
	if (result.kind !== 'ended') throw errorWithoutTask(planned, result);

	const { taskId, waited } = result;
	const task = waited.task ?? placeholderTask(taskId, planned);
	const subject = { taskId, task: toSimplifiedJson(task, item.service) };
	switch (waited.kind) {
		case 'refused': {
			const isKnown = 'creation' in request || waited.task !== undefined;
			const { description } = explain(item.service, waited.failure);
			throw new ServiceError(
				item.service,
				waited.failure,
				subject,
				isKnown ? `${goesOn} ${description}` : description,
			);
		}
		case 'finished':
			return await outputEndedTask(item, task, plan.output);
		case 'timedOut': {
			if (!plan.waiting.returnsAtLimit) {
				throw timeLimitError(planned, task, subject, waited.lastFailure?.message);
			}
			const outputs = await outputTask(item, task, plan.output);
			return outputs.map((output) => ({ ...output, json: { ...output.json, timedOut: true } }));
		}
	}
}

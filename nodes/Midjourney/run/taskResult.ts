import { apiError, explain, operationError, taskError } from '../service/errors';
import { submittedTask } from '../model/creation';
import { unknownTask, outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import type { Produced } from '../task/taskRunner';
import { short } from '../output/taskOutput';
import type { Item, Output, Plan, TaskOperation, Wanted } from '../operations/operation';
import type { NodeError } from '../output/itemError';

/** One task that one item wants. */
export interface Piece {
	/** Tells it from all others of the execution, the same at every attempt. */
	key: string;
	operation: TaskOperation;
	item: Item;
	plan: Plan;
	wanted: Wanted;
}

/** What is known of a task of which nothing but its id was heard. */
const unseen = (taskId: string, { wanted }: Piece): Task =>
	'creation' in wanted ? submittedTask(taskId, wanted.creation) : unknownTask(taskId);

const lookLater =
	'The task goes on and is charged when it succeeds. Get it later with Task > Wait and this task ID.';

const mayExist =
	'The service may have created a task all the same, so the creation was not sent again.';

const pressedBy = ({ wanted }: Piece) =>
	'creation' in wanted && wanted.creation.kind === 'action'
		? { pressed: { button: wanted.creation.button, sourceId: wanted.creation.sourceId } }
		: {};

/** Why no task can be named: it was refused, not begun, or nobody knows. */
function withoutTask(
	piece: Piece,
	produced: Extract<Produced, { kind: 'refused' | 'notStarted' | 'doubt' }>,
): NodeError {
	const { item } = piece;
	const node = item.door.context.getNode();
	const subject = { itemIndex: item.index, ...pressedBy(piece) };
	if (produced.kind === 'refused') return apiError(node, produced.failure, subject);
	if (produced.kind === 'doubt') {
		const list = produced.candidates.join(', ');
		const next = list
			? `It can be one of these tasks, which this run has not made otherwise: ${list}.`
			: 'Look for it with Task > Get Many before you run this item again.';
		return apiError(node, produced.failure, subject, `${mayExist} ${next}`);
	}
	const error =
		produced.reason === 'maximumCost'
			? operationError(
					node,
					"The item was not started, since 'Maximum Cost' would be passed",
					'Tasks that are under way count as spent. Raise the maximum, or give the node fewer items.',
					subject,
				)
			: apiError(node, produced.reason, subject);
	error.context.notStarted = true;
	return error;
}

/** The error of a task that was not seen to end. */
function unfinished(piece: Piece, task: Task, lastWords?: string): NodeError {
	const { item, plan } = piece;
	const minutes = Math.round(plan.waiting.limitMs / 6_000) / 10;
	const seen = task.progress === null ? task.status : `${task.status}, ${task.progress} %`;
	const trouble = lastWords ? ` The last answer was: ${lastWords}.` : '';
	return operationError(
		item.door.context.getNode(),
		`The task was not finished within ${minutes} minutes; its last state was ${seen}`,
		`${lookLater} To wait longer, raise 'Time Limit'.${trouble}`,
		{ itemIndex: item.index, taskId: task.id, task: short(task) },
	);
}

/** Turns the end of a task into output, or throws the error that tells the user what to do. */
export async function toOutputs(piece: Piece, produced: Produced): Promise<Output[]> {
	const { item, plan, operation } = piece;
	const node = item.door.context.getNode();
	if (produced.kind === 'created')
		return await operation.deliver(item, unseen(produced.taskId, piece));
	if (produced.kind !== 'ended') throw withoutTask(piece, produced);

	const { taskId, waited } = produced;
	const task = waited.task ?? unseen(taskId, piece);
	const subject = { itemIndex: item.index, taskId, task: short(task) };
	switch (waited.kind) {
		case 'refused': {
			const isKnown = 'creation' in piece.wanted || waited.task !== undefined;
			const { description } = explain(waited.failure);
			const next = isKnown ? `${lookLater} ${description}` : description;
			throw apiError(node, waited.failure, subject, next);
		}
		case 'finished':
			if (outcomeOf(task) === 'failure') throw taskError(node, task, subject);
			return await operation.deliver(item, task);
		case 'timedOut': {
			if (!plan.waiting.isLimitAccepted) throw unfinished(piece, task, waited.lastFailure?.message);
			const outputs = await operation.deliver(item, task);
			return outputs.map((output) => ({ ...output, json: { ...output.json, timedOut: true } }));
		}
	}
}

import { isGrid } from '../model/task';
import type { Task } from '../model/task';
import { resultOfPrompt } from '../prompt/promptResult';
import { refuse } from '../operations/operation';
import type { Recipient } from '../operations/operation';

/** Why a task's picture is no 2x2 grid; undefined where it is one. Its action decides first, its prompt second. */
export function whyNoGrid({ action, prompt }: Pick<Task, 'action' | 'prompt'>): string | undefined {
	if (action === 'DESCRIBE') return 'the result of Describe is text';
	if (!isGrid({ action })) return `the result of ${action || 'this action'} is a single picture`;
	const tiles = resultOfPrompt(prompt);
	return tiles.kind === 'other' ? tiles.why : undefined;
}

/** Refuses to split what is no 2x2 grid, before it is paid for or after. */
export function checkGrid(
	item: Recipient,
	task: Pick<Task, 'action' | 'prompt'>,
	taskId?: string,
): void {
	const why = whyNoGrid(task);
	if (why === undefined) return;
	throw refuse(
		item,
		`The picture is no 2x2 grid: ${why}`,
		"Switch 'Split Grid' off to get it whole.",
		taskId,
	);
}

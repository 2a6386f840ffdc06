import { buttons as buttonFacts } from '../../nodes/Midjourney/facts/buttons';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import {
	zoomOut,
	grid,
	pan,
	relabelGrid,
	makeSquare,
	tileSizeOf,
	type Picture,
} from '../pictures/picture';
import { promptsOf } from '../pictures/describePicture';
import { apiErrors } from '../apiErrors';
import type { Task, TaskPlan } from '../task';
import type { World } from '../world';
import { imaginePlan } from './imagine';

/** Size of the old picture as a fraction of the new picture's size. */
const zoomParts: Readonly<Record<string, number>> = {
	'Zoom Out 2x': 1 / 2,
	'Zoom Out 1.5x': 1 / 1.5,
};

/** The task that a button of a finished task starts. `prompt` is the text for the dialog of Custom Zoom. */
export function actionPlan(world: World, source: Task, button: string, prompt?: string): TaskPlan {
	switch (button) {
		case 'Re-Roll':
			return rerollPlan(world, source);
		case 'Describe Again':
			return { ...repeatPlan(source), picture: () => source.picture };
		case 'Favorite':
			throw apiErrors.bad('This button starts no task');
		case 'Imagine All':
			throw apiErrors.bad('This button starts several tasks, but a response has only one task id');
	}
	const imagine = /^Imagine (\d)$/.exec(button);
	if (imagine) {
		const text = promptsOf(source.prompt)[Number(imagine[1]) - 1] ?? '';
		return { ...imaginePlan(world, text, source.pool), sourceId: source.id };
	}
	if (button === 'Custom Zoom' && world.variants.customZoom === 'refused') {
		throw apiErrors.bad('This button opens a dialog and cannot be run');
	}
	const action = buttonFacts.find(({ name }) => name === button)?.action;
	if (action === undefined || action === 'REROLL') throw apiErrors.unknownButton();
	return {
		action,
		pool: source.pool,
		cost: prices[source.pool][action],
		durationKind: action === 'UPSCALE' ? 'upscale' : 'picture',
		prompt: source.prompt,
		description: `/up ${source.id} ${button}`,
		sourceId: source.id,
		...resultOf(source, button, prompt),
	};
}

/** A plan for the same task again. */
function repeatPlan(source: Task): Omit<TaskPlan, 'picture'> {
	const { action, pool, cost, durationKind, buttons, prompt, description, id } = source;
	return { action, pool, cost, durationKind, buttons, prompt, description, sourceId: id };
}

function rerollPlan(world: World, source: Task): TaskPlan {
	return {
		...repeatPlan(source),
		cost: world.variants.rerollPrice === 'half' ? source.cost / 2 : source.cost,
		action: world.variants.rerollAction === 'source' ? source.action : 'REROLL',
		picture: (taskId) =>
			relabelGrid(source.picture, { taskId, caption: `re-roll of ${source.id}` }),
	};
}

function resultOf(
	source: Task,
	button: string,
	prompt?: string,
): Pick<TaskPlan, 'buttons' | 'picture'> {
	const old = source.picture;
	const { width, height } = tileSizeOf(old);
	const scene = (taskId: number) => ({
		taskId,
		caption: `${button} of ${source.id}`,
		prompt: source.prompt,
		references: [],
	});
	const newGrid = (picture: (taskId: number) => Picture) => ({
		buttons: 'grid' as const,
		picture,
	});
	if (/^U\d$/.test(button) && old.kind === 'grid') {
		const index = Number(button.slice(1)) - 1;
		return {
			buttons: width === height ? 'square' : 'single',
			picture: () => ({ kind: 'tile', grid: old, index }),
		};
	}
	if (button.startsWith('Upscale')) {
		return { buttons: 'enlarged', picture: () => ({ kind: 'enlarged', of: old, factor: 2 }) };
	}
	if (button === 'Make Square') return newGrid((id) => makeSquare(old, scene(id)));
	if (button.startsWith('Pan ')) return newGrid((id) => pan(old, button.slice(4), scene(id)));
	const part = button === 'Custom Zoom' ? customZoomPart(prompt) : zoomParts[button];
	if (part !== undefined) return newGrid((id) => zoomOut(old, part, scene(id)));
	return newGrid((id) => grid({ width, height }, scene(id)));
}

/** Reads `--zoom N` (N from 1 to 2), as in Discord's dialog. */
function customZoomPart(prompt = ''): number {
	const factor = Number(/--zoom\s+([\d.]+)/.exec(prompt)?.[1] ?? 2);
	return 1 / Math.min(2, Math.max(1, factor));
}

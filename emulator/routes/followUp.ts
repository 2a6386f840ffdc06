import { buttons as buttonFacts } from '../../nodes/Midjourney/facts/buttons';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import {
	framed,
	grid,
	panned,
	regrid,
	squared,
	tileSizeOf,
	type Picture,
} from '../pictures/picture';
import { promptsOf } from '../pictures/portrayal';
import { refusals } from '../refusals';
import type { Task, TaskPlan } from '../task';
import type { World } from '../world';
import { imaginePlan } from './imagine';

/** How much of the new picture's side the old one takes. */
const zoomParts: Readonly<Record<string, number>> = {
	'Zoom Out 2x': 1 / 2,
	'Zoom Out 1.5x': 1 / 1.5,
};

/** What a button makes of a finished task. `prompt` is the text of Custom Zoom's dialog. */
export function followUp(world: World, source: Task, button: string, prompt?: string): TaskPlan {
	switch (button) {
		case 'Re-Roll':
			return reroll(world, source);
		case 'Describe Again':
			return { ...repeated(source), picture: () => source.picture };
		case 'Favorite':
			throw refusals.bad('This button yields no task');
		case 'Imagine All':
			throw refusals.bad('This button yields several tasks, which one id cannot carry');
	}
	const read = /^Imagine (\d)$/.exec(button);
	if (read) {
		const text = promptsOf(source.prompt)[Number(read[1]) - 1] ?? '';
		return { ...imaginePlan(world, text, source.pool), sourceId: source.id };
	}
	if (button === 'Custom Zoom' && world.variants.customZoom === 'refused') {
		throw refusals.bad('This button opens a dialog and cannot be run');
	}
	const action = buttonFacts.find(({ name }) => name === button)?.action;
	if (action === undefined || action === 'REROLL') throw refusals.unknownButton();
	return {
		action,
		pool: source.pool,
		cost: prices[source.pool][action],
		pace: action === 'UPSCALE' ? 'upscale' : 'picture',
		prompt: source.prompt,
		description: `/up ${source.id} ${button}`,
		sourceId: source.id,
		...outcome(source, button, prompt),
	};
}

/** The plan of a task once more. */
function repeated(source: Task): Omit<TaskPlan, 'picture'> {
	const { action, pool, cost, pace, buttons, prompt, description, id } = source;
	return { action, pool, cost, pace, buttons, prompt, description, sourceId: id };
}

function reroll(world: World, source: Task): TaskPlan {
	return {
		...repeated(source),
		action: world.variants.rerollAction === 'source' ? source.action : 'REROLL',
		picture: (taskId) => regrid(source.picture, { taskId, caption: `re-roll of ${source.id}` }),
	};
}

function outcome(
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
	const newGrid = (draw: (taskId: number) => Picture) => ({
		buttons: 'grid' as const,
		picture: draw,
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
	if (button === 'Make Square') return newGrid((id) => squared(old, scene(id)));
	if (button.startsWith('Pan ')) return newGrid((id) => panned(old, button.slice(4), scene(id)));
	const part = button === 'Custom Zoom' ? customPart(prompt) : zoomParts[button];
	if (part !== undefined) return newGrid((id) => framed(old, part, scene(id)));
	return newGrid((id) => grid({ width, height }, scene(id)));
}

/** `--zoom N` with N from 1 to 2, as in Discord's dialog. */
function customPart(prompt = ''): number {
	const factor = Number(/--zoom\s+([\d.]+)/.exec(prompt)?.[1] ?? 2);
	return 1 / Math.min(2, Math.max(1, factor));
}

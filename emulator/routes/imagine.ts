import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { listField, requiredText } from '../body';
import { refusedPrompt } from '../contrary/errorForms';
import { bannedWord, moderationReason } from '../moderation';
import { grid } from '../pictures/picture';
import { apiErrors } from '../apiErrors';
import type { TaskPlan } from '../task';
import type { World } from '../world';
import type { Pool } from '../../nodes/Midjourney/facts/pools';
import { createTask, creationRoute, poolOf } from './creation';
import { readPicture } from './pictureFields';
import { parsePrompt } from './prompt';

export const imagine = creationRoute({
	name: 'imagine',
	paths: [endpoints.imagine],
	async handle(call) {
		const { world, body } = call;
		const prompt = requiredText(body, 'prompt');
		const pictures = listField(body, 'base64Array').map((text) =>
			readPicture(world, text, 'base64Array'),
		);
		const references = (await Promise.all(pictures)).map(({ key }) => key);
		return await createTask(call, imaginePlan(world, prompt, poolOf(call), references));
	},
});

/** A task that makes a grid from a prompt. Throws if the prompt has a banned word. */
export function imaginePlan(
	world: World,
	prompt: string,
	pool: Pool,
	references: readonly string[] = [],
): TaskPlan {
	const word = bannedWord(prompt);
	const { variants } = world;
	const refused = word === undefined ? undefined : refusedPrompt(variants, word, prompt);
	if (refused && variants.bannedAt === 'creation') throw refused;
	const parsed = parsePrompt(prompt, world.settings.tileSize);
	if (parsed.failReason && variants.invalidFlagAt === 'creation') {
		throw apiErrors.bad(parsed.failReason);
	}
	const linked = linkedFiles(world, prompt);
	return {
		action: 'IMAGINE',
		pool,
		cost: prices[pool].IMAGINE,
		durationKind: 'picture',
		buttons: parsed.tiles.count === 4 ? 'grid' : 'draft',
		prompt,
		description: `/imagine ${prompt}`,
		failReason:
			refused?.message ?? parsed.failReason ?? linked.failReason ?? moderationReason(prompt),
		picture: (taskId) =>
			grid(
				parsed.size,
				{ taskId, caption: 'imagine', prompt, references: [...references, ...linked.keys] },
				parsed.tiles,
			),
	};
}

/** The pictures in the Files service that the prompt links to. Other URLs are ignored. */
function linkedFiles(world: World, prompt: string): { keys: string[]; failReason?: string } {
	const ids = [...prompt.matchAll(/\/api\/v1\/f\/pub\/(\w+)/g)].map((match) => match[1] ?? '');
	const files = ids.map((id) => world.files.findPublic(id));
	if (files.includes(undefined))
		return { keys: [], failReason: 'Could not fetch the image in the prompt' };
	return { keys: files.flatMap((file) => file?.pictureKey ?? []) };
}

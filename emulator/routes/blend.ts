import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { blendPictures } from '../../nodes/Midjourney/facts/limits';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { listField, textField } from '../body';
import { grid, sizeForRatio } from '../pictures/picture';
import { apiErrors } from '../apiErrors';
import { createTask, creationRoute, poolOf } from './creation';
import { readPicture } from './pictureFields';

const ratios: Readonly<Record<string, number>> = { PORTRAIT: 2 / 3, SQUARE: 1, LANDSCAPE: 3 / 2 };

export const blend = creationRoute({
	name: 'blend',
	paths: [endpoints.blend],
	async handle(call) {
		const { world, body } = call;
		const texts = listField(body, 'base64Array');
		const max = Math.min(blendPictures.max, Number(world.variants.blendMax));
		if (texts.length < blendPictures.min || texts.length > max) {
			throw apiErrors.bad(`base64Array must hold ${blendPictures.min} to ${max} images`);
		}
		const dimensions = textField(body, 'dimensions') ?? world.variants.defaultDimensions;
		const ratio = ratios[dimensions];
		if (ratio === undefined) {
			throw apiErrors.bad(`Parameter dimensions must be one of ${Object.keys(ratios).join(', ')}`);
		}
		const pool = poolOf(call);
		const pictures = await Promise.all(
			texts.map((text) => readPicture(world, text, 'base64Array')),
		);
		const references = pictures.map(({ key }) => key);
		const size = sizeForRatio(ratio, world.settings.tileSize);
		const prompt = `blend of ${texts.length} pictures`;
		return await createTask(call, {
			action: 'BLEND',
			pool,
			cost: prices[pool].BLEND,
			durationKind: 'picture',
			buttons: 'grid',
			prompt: '',
			description: `/blend ${references[0] ?? ''} ${texts.length}`,
			picture: (taskId) => grid(size, { taskId, caption: 'blend', prompt, references }),
		});
	},
});

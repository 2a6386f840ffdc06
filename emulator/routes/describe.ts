import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { requiredText } from '../body';
import { describePicture } from '../pictures/describePicture';
import { createTask, creationRoute, poolOf } from './creation';
import { readPicture } from './pictureFields';

export const describe = creationRoute({
	name: 'describe',
	paths: [endpoints.describe],
	async handle(call) {
		const pool = poolOf(call);
		const text = requiredText(call.body, 'base64');
		const { key, bytes, width, height } = await readPicture(call.world, text, 'base64');
		return await createTask(call, {
			action: 'DESCRIBE',
			pool,
			cost: prices[pool].DESCRIBE,
			durationKind: 'describe',
			buttons: 'described',
			prompt: await describePicture(bytes),
			description: `/describe ${key}.png`,
			picture: () => ({ kind: 'upload', key, width, height }),
		});
	},
});

import { apiErrors } from '../apiErrors';
import { publicFilePrefix } from './pictureSource';
import { plainRoute } from './route';

export const publicFile = plainRoute(
	'publicFile',
	`${publicFilePrefix}:id`,
	({ world, params }) => {
		const file = world.files.findPublic(params.id ?? '');
		if (!file) throw apiErrors.missingFile(Number(world.variants.missingFile));
		return { status: 200, headers: { 'content-type': file.type }, body: file.bytes };
	},
);

import { refusals } from '../refusals';
import { publicFilePrefix } from './pictureSource';
import { plainRoute } from './route';

export const publicFile = plainRoute(
	'publicFile',
	`${publicFilePrefix}:id`,
	({ world, params }) => {
		const file = world.files.readable(params.id ?? '');
		if (!file) throw refusals.unknownFile();
		return { status: 200, headers: { 'content-type': file.type }, body: file.bytes };
	},
);

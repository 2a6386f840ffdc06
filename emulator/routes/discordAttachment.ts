import { attachmentPrefix, attachmentSource, pictureResponse } from './pictureSource';
import { plainRoute } from './route';

export const discordAttachment = plainRoute(
	'discordAttachment',
	`${attachmentPrefix}*`,
	({ world, url, entry }) => {
		const source = attachmentSource(world, new URL(url, world.address));
		entry.taskId = source.task.id;
		return pictureResponse(world, source);
	},
);

import { attachmentPrefix, attachmentSource, pictureAnswer } from './pictureSource';
import { plainRoute } from './route';

export const discordAttachment = plainRoute(
	'discordAttachment',
	`${attachmentPrefix}*`,
	({ world, url, entry }) => {
		const source = attachmentSource(world, new URL(url, world.address));
		entry.taskId = source.task.id;
		return pictureAnswer(world, source);
	},
);

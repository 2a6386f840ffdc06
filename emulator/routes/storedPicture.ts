import { pictureResponse, storagePrefix, storedSource } from './pictureSource';
import { plainRoute } from './route';

export const storedPicture = plainRoute('storedPicture', `${storagePrefix}*`, (call) => {
	const source = storedSource(call.world, call.params['*'] ?? '');
	call.entry.taskId = source.task.id;
	return pictureResponse(call.world, source);
});

import { textField } from '../../body';
import { grid } from '../../pictures/picture';
import { createProxyTask } from '../creation';
import { givenPicture } from '../givenPicture';
import { submitRoute } from '../proxyRoute';
import { refusals } from '../refusal';

export const proxyEdit = submitRoute('edit', async (call) => {
	const prompt = textField(call.body, 'prompt')?.trim() ?? '';
	const image = textField(call.body, 'image');
	if (prompt === '') throw refusals.invalid('prompt不能为空');
	if (image === undefined) throw refusals.invalid('image不能为空');
	const { key, width, height } = await givenPicture(call, image);
	return await createProxyTask(call, {
		action: 'EDIT',
		shownAction: 'EDIT',
		durationKind: 'picture',
		buttons: 'grid',
		prompt,
		description: `/edit ${prompt}`,
		picture: (taskId) =>
			grid({ width, height }, { taskId, caption: 'edit', prompt, references: [key] }),
	});
});

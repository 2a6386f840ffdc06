import { textField } from '../../body';
import { describePicture } from '../../pictures/describePicture';
import { createProxyTask, requestPicture } from '../creation';
import { givenPicture } from '../givenPicture';
import { submitRoute } from '../proxyRoute';
import { refusals } from '../refusal';

export const proxyDescribe = submitRoute('describe', async (call) => {
	const base64 = textField(call.body, 'base64');
	const link = call.server === 'trueai' ? textField(call.body, 'link') : undefined;
	const given = base64 ?? link;
	if (given === undefined) throw refusals.invalid('base64不能为空');
	const picture = await (base64 === undefined ? givenPicture : requestPicture)(call, given);
	const { key, bytes, width, height } = picture;
	const text = await describePicture(bytes);
	return await createProxyTask(call, {
		action: 'DESCRIBE',
		shownAction: 'DESCRIBE',
		durationKind: 'describe',
		buttons: 'described',
		prompt: text,
		shownPrompt: '',
		text,
		description: `/describe ${key}.png`,
		picture: () => ({ kind: 'upload', key, width, height }),
	});
});

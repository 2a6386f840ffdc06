import { textField } from '../../body';
import { createProxyTask, publish, requestPictures } from '../creation';
import { imagineTask } from '../plans';
import { submitRoute } from '../proxyRoute';
import { refusals } from '../refusal';

export const proxyImagine = submitRoute('imagine', async (call) => {
	const prompt = textField(call.body, 'prompt')?.trim() ?? '';
	if (prompt === '') throw refusals.invalid('prompt不能为空');
	const pictures = await requestPictures(call);
	const addresses = pictures.map((picture) => publish(call, picture));
	return await createProxyTask(call, imagineTask(call, prompt, addresses));
});

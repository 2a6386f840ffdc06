import { publish, requestPictures } from '../creation';
import { submitRoute } from '../proxyRoute';
import { codes, refusals } from '../refusal';
import { serverFacts } from '../variant';

export const proxyUpload = submitRoute('upload', async (call) => {
	const pictures = await requestPictures(call);
	if (pictures.length === 0) throw refusals.invalid('base64Array不能为空');
	return {
		code: codes.accepted,
		description: serverFacts[call.server].accepted,
		result: pictures.map((picture) => publish(call, picture)),
	};
});

import { htmlResponse, type HttpResponse } from '../../httpResponse';
import { pictureResponse } from '../../routes/pictureSource';
import { plainRoute, type Call } from '../../routes/route';
import { cdnPrefix } from '../cdnPath';
import { cdnFile, gatewayFile, type TaskFile } from '../files';
import { endpointRoute } from '../proxyRoute';

/** The picture of a task through its gateway, for anybody who knows the id. */
export const proxyGatewayPicture = {
	...endpointRoute('gatewayPicture', async (call) => {
		const file = await gatewayFile(call.world, call.params.id ?? '');
		const response = fileResponse(call, file);
		return file.type === 'image/png'
			? await pictureResponse(call.world, { task: file.task, type: 'png' })
			: response;
	}),
	onError: () => htmlResponse(404),
};

/** Single pictures, films and previews of a task, as on Midjourney's own host. */
export const proxyCdnFile = plainRoute('cdnFile', `${cdnPrefix}:job/:file`, async (call) => {
	const { job = '', file = '' } = call.params;
	return fileResponse(call, await cdnFile(call.world, job, file));
});

function fileResponse({ entry }: Call, { task, type, bytes }: TaskFile): HttpResponse {
	entry.taskId = task.id;
	return { status: 200, headers: { 'content-type': type }, body: bytes };
}

import { isObject } from '../../model/json';
import { isHttpUrl } from '../../model/url';
import { sendRequest, type ApiClient } from '../client';
import { failure, success, type Result } from '../result';
import { endpoints, requestLimits } from './facts/wire';
import { readOptional } from './missingAddress';

/** Uploads a picture, as a data URL; its address. */
export async function uploadProxyPicture(
	client: ApiClient,
	dataUrl: string,
): Promise<Result<string>> {
	const sent = await sendRequest(client, {
		path: endpoints.upload,
		body: { base64Array: [dataUrl] },
		limits: requestLimits.writing,
	});
	if (!sent.ok) return sent;
	const result = readOptional('upload', sent.data);
	if (!result.ok) return result;
	const { result: urls } = isObject(result.data) ? result.data : {};
	const url: unknown = Array.isArray(urls) ? urls[0] : urls;
	return typeof url === 'string' && isHttpUrl(url)
		? success(url)
		: failure({ kind: 'unreadable', message: 'the response to the upload names no address' });
}

import { storePicture, type UploadedPicture } from '../routes/pictureFields';
import { requestPicture } from './creation';
import type { ProxyCall } from './proxyRoute';
import { refusals } from './refusal';

/** A picture that a request names by its address or contains. Addresses of other hosts are refused. */
export async function givenPicture(call: ProxyCall, text: string): Promise<UploadedPicture> {
	if (!/^https?:/.test(text)) return await requestPicture(call, text);
	const id = /\/api\/v1\/f\/pub\/(\w+)/.exec(text)?.[1];
	const file = id === undefined ? undefined : call.world.files.findPublic(id);
	if (!file) throw refusals.invalid('图片链接无法访问');
	return await storePicture(call.world, file.bytes, 'image');
}

import { randomBytes } from 'node:crypto';

import { now } from '../../async/sleep';
import { isObject } from '../../model/json';
import { encodeUrlPart } from '../../model/url';
import type { ApiClient } from '../client';
import { failure, success, type Result } from '../result';
import type { Upload } from '../service';
import { uploadHours } from './facts/accountLimits';
import { endpoints } from './facts/endpoints';
import { send } from './send';

/** Purpose of a file that only a model reads for a while. */
const temporaryPurpose = '3';

function toMultipart(upload: Upload, boundary: string): Buffer {
	const fields = {
		filename: upload.name,
		purpose: temporaryPurpose,
		is_public: 'true',
		expires_at: new Date(now() + uploadHours * 3_600_000).toISOString(),
	};
	const name = upload.name.replace(/["\r\n\\]/g, '_');
	const texts = Object.entries(fields).map(
		([field, value]) =>
			`--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
	);
	const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${upload.mimeType}\r\n\r\n`;
	return Buffer.concat([
		Buffer.from(texts.join('') + head),
		upload.bytes,
		Buffer.from(`\r\n--${boundary}--\r\n`),
	]);
}

/** Puts a picture into the Files service; its public URL. The key needs the `file-v1` permission. */
export async function uploadFile(
	client: ApiClient,
	contentBaseUrl: string,
	upload: Upload,
): Promise<Result<string>> {
	const boundary = `n8n-${randomBytes(16).toString('hex')}`;
	const result = await send(client, {
		path: endpoints.fileUpload,
		body: toMultipart(upload, boundary),
		contentType: `multipart/form-data; boundary=${boundary}`,
	});
	if (!result.ok) return result;
	const { data } = result;
	const id = isObject(data) ? (data.fileUniqueID ?? data.fileUniqueId) : undefined;
	return typeof id === 'string' && id !== ''
		? success(`${contentBaseUrl}${endpoints.publicFile}${encodeUrlPart(id)}`)
		: failure({ kind: 'unreadable', message: 'the response to the upload names no file' });
}

import { randomBytes } from 'node:crypto';

import { endpoints } from './facts/endpoints';
import { timeouts } from './facts/accountLimits';
import { failure, success } from '../result';
import type { Result } from '../result';
import { encodeUrlPart } from '../../model/url';
import { isObject } from './envelope';
import { send } from '../client';
import type { Door } from '../client';

export interface Upload {
	name: string;
	mimeType: string;
	bytes: Buffer;
	/** When the service deletes the file; milliseconds since 1970. */
	expiresAt: number;
}

/** Purpose of a file that only a model reads for a while. */
const temporaryPurpose = '3';

function toMultipart(upload: Upload, boundary: string): Buffer {
	const fields = {
		filename: upload.name,
		purpose: temporaryPurpose,
		is_public: 'true',
		expires_at: new Date(upload.expiresAt).toISOString(),
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

/** Puts a picture into the Files service and gives its public address. The key needs the `file-v1` permission. */
export async function uploadFile(door: Door, upload: Upload): Promise<Result<string>> {
	const boundary = `n8n-${randomBytes(16).toString('hex')}`;
	const answer = await send(door, {
		path: endpoints.fileUpload,
		body: toMultipart(upload, boundary),
		contentType: `multipart/form-data; boundary=${boundary}`,
		timeoutMs: timeouts.creationMs,
	});
	if (!answer.ok) return answer;
	const { data } = answer;
	const id = isObject(data) ? (data.fileUniqueID ?? data.fileUniqueId) : undefined;
	return typeof id === 'string' && id !== ''
		? success(`${door.connection.contentBaseUrl}${endpoints.publicFile}${encodeUrlPart(id)}`)
		: failure({ kind: 'unreadable', message: 'the answer to the upload names no file' });
}

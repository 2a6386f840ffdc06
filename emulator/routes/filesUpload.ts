import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { listField, requiredText, textField, type Body } from '../body';
import { apiErrors, ApiError } from '../apiErrors';
import { storePicture } from './pictureFields';
import { apiRoute } from './route';

const purposes = ['0', '1', '2', '3', '4', '5'];

export const filesUpload = apiRoute({
	name: 'filesUpload',
	paths: [endpoints.fileUpload],
	needs: 'file-v1',
	async handle({ world, key, body }) {
		const { file } = body.files;
		if (!file) throw apiErrors.missing('file');
		const picture = await storePicture(world, file.bytes, 'file').catch((error: unknown) => {
			if (error instanceof ApiError) return undefined;
			throw error;
		});
		const stored = world.files.add({
			accountId: key.accountId,
			bytes: file.bytes,
			type: file.type || 'application/octet-stream',
			name: requiredText(body, 'filename'),
			purpose: purposeOf(body),
			isPublic: textField(body, 'is_public') === 'true',
			tags: listField(body, 'tags', ','),
			expiresAt: expiryOf(body),
			pictureKey: picture?.key,
		});
		return { fileUniqueID: stored.id };
	},
});

export function purposeOf(body: Body): number {
	const purpose = requiredText(body, 'purpose');
	if (!purposes.includes(purpose)) throw apiErrors.bad('Parameter purpose must be from 0 to 5');
	return Number(purpose);
}

/** Milliseconds since 1970. null if the request has no expiry. */
export function expiryOf(body: Body): number | null {
	const text = textField(body, 'expires_at');
	if (text === undefined) return null;
	const moment = Date.parse(text);
	if (Number.isNaN(moment)) throw apiErrors.bad('Parameter expires_at must be an ISO 8601 time');
	return moment;
}

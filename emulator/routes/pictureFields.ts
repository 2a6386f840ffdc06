import { apiErrors } from '../apiErrors';
import type { Size } from '../pictures/picture';
import type { World } from '../world';

/** A picture in a request. */
export interface UploadedPicture extends Size {
	/** Key of the upload in the picture renderer. */
	key: string;
	bytes: Buffer;
}

/** Reads a picture from a data URL or plain base64. The type in the data URL is ignored. */
export async function readPicture(
	world: World,
	text: string,
	field: string,
): Promise<UploadedPicture> {
	const base64 = text.replace(/^data:[^,]*,/, '').trim();
	if (base64 === '' || !/^[A-Za-z0-9+/_\s-]+={0,2}$/.test(base64))
		throw apiErrors.badPicture(field);
	return await storePicture(world, Buffer.from(base64, 'base64'), field);
}

/** Stores a picture. Throws if the bytes are not a picture. */
export async function storePicture(
	world: World,
	bytes: Buffer,
	field: string,
): Promise<UploadedPicture> {
	world.uploadCount += 1;
	const key = `sent-${world.uploadCount}`;
	try {
		return { key, bytes, ...(await world.renderer.storeUpload(key, bytes)) };
	} catch {
		throw apiErrors.badPicture(field);
	}
}

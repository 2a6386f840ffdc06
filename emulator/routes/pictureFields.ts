import { refusals } from '../refusals';
import type { Size } from '../pictures/picture';
import type { World } from '../world';

/** A picture that came with a call. */
export interface SentPicture extends Size {
	/** Under which the gallery keeps it. */
	key: string;
	bytes: Buffer;
}

/** Reads a picture from a data URL or bare base64; its declared type is not looked at. */
export async function readPicture(world: World, text: string, field: string): Promise<SentPicture> {
	const base64 = text.replace(/^data:[^,]*,/, '').trim();
	if (base64 === '' || !/^[A-Za-z0-9+/_\s-]+={0,2}$/.test(base64)) throw refusals.badPicture(field);
	return await keepPicture(world, Buffer.from(base64, 'base64'), field);
}

/** Keeps the bytes of a picture; refused when they are none. */
export async function keepPicture(
	world: World,
	bytes: Buffer,
	field: string,
): Promise<SentPicture> {
	world.picturesSent += 1;
	const key = `sent-${world.picturesSent}`;
	try {
		return { key, bytes, ...(await world.gallery.keep(key, bytes)) };
	} catch {
		throw refusals.badPicture(field);
	}
}

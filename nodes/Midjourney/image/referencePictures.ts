import type { Item } from '../fields/item';
import { pictureBytes, referenceTypes } from '../facts/limits';
import type { LazyDataUrl } from '../model/creation';
import { digestOf } from '../model/digest';
import { InputError } from '../model/inputError';
import { foreignFormatOf } from '../model/foreignFormat';
import { formatOf, isCompletePicture, type PictureFormat } from '../model/pictureFormat';
import { networkFailure } from '../service/client';
import { picturePolicy, retry } from '../service/retry';
import type { Failure } from '../service/result';

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** The size by n8n's metadata, without reading the file; undefined where it is not known. */
async function sizeOf({ context, index }: Item, field: string): Promise<number | undefined> {
	const { helpers } = context;
	const { id, data } = helpers.assertBinaryData(index, field);
	return id ? (await helpers.getBinaryMetadata(id)).fileSize : Math.floor((data.length * 3) / 4);
}

function checkSize(name: string, bytes: number, before: number): void {
	const advice = 'Scale the image down first, or give its public URL instead.';
	if (bytes > pictureBytes.each) {
		throw new InputError(
			`The image '${name}' is too large: at most ${megabytes(pictureBytes.each)} can be sent, it has ${megabytes(bytes)} or more`,
			advice,
		);
	}
	if (before + bytes > pictureBytes.together) {
		throw new InputError(
			`The images are too large together: more than ${megabytes(pictureBytes.together)} with '${name}'`,
			advice,
		);
	}
}

const unknownFormat = { name: 'no image', advice: 'Use PNG, JPEG, WebP or GIF.' };

/** A picture that goes to Midjourney, with the format of its bytes. */
export interface ReferencePicture extends PictureFormat {
	/** Reads it again from n8n's storage, or returns what was loaded from its URL. */
	read: () => Promise<Buffer>;
	/** Of its bytes. */
	digest: string;
}

/** The format of a whole file, in which Midjourney can read it. */
function checkFormat(name: string, bytes: Buffer): PictureFormat {
	const format = formatOf(bytes);
	if (format === undefined || !referenceTypes.includes(format.mimeType)) {
		const { name: found, advice } = foreignFormatOf(bytes) ?? unknownFormat;
		throw new InputError(`'${name}' holds ${found}, which Midjourney does not read`, advice);
	}
	if (isCompletePicture({ start: bytes, end: bytes, size: bytes.length })) return format;
	throw new InputError(
		`'${name}' holds only a part of an image: the file of ${bytes.length} bytes ends too early`,
		'Load the image again: its download or upload was interrupted.',
	);
}

async function readField(item: Item, field: string, before: number): Promise<Buffer> {
	const fieldNames = Object.keys(item.input.binary ?? {});
	if (!fieldNames.includes(field)) {
		const has = fieldNames.length > 0 ? `It has: ${fieldNames.join(', ')}.` : 'It has none at all.';
		throw new InputError(
			`The item has no binary field '${field}'`,
			`${has} Correct the field's name.`,
		);
	}
	checkSize(field, (await sizeOf(item, field)) ?? 0, before);
	return await item.context.helpers.getBinaryDataBuffer(item.index, field);
}

/** Loads a picture from a URL that the user has given, and no more of it than may be sent. */
async function loadUrl({ service }: Item, url: string, before: number): Promise<Buffer> {
	const toError = ({ message }: Failure) =>
		new InputError(
			`The image '${url}' cannot be loaded: ${message}`,
			'Check the URL of the image.',
		);
	const open = async () => await service.openPicture(url, 'user');
	const opened = await retry(picturePolicy, open, { signal: service.signal });
	if (!opened.ok) throw toError(opened.failure);
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const chunk of opened.data) {
			const piece = Buffer.from(chunk as Uint8Array);
			bytes += piece.length;
			chunks.push(piece);
			if (bytes > pictureBytes.each) break;
		}
	} catch (error) {
		throw toError(networkFailure(error, service.signal));
	}
	checkSize(url, bytes, before);
	return Buffer.concat(chunks);
}

/** Where pictures are. */
interface PictureNames {
	binaryFields?: readonly string[];
	urls?: readonly string[];
}

/** Reads pictures from binary fields and URLs, in that order. What is no picture, not whole, or too large is an error. */
export async function readReferencePictures(
	item: Item,
	{ binaryFields = [], urls = [] }: PictureNames,
): Promise<ReferencePicture[]> {
	const { helpers } = item.context;
	const pictures: ReferencePicture[] = [];
	let totalBytes = 0;
	const add = (name: string, bytes: Buffer, read: ReferencePicture['read']) => {
		checkSize(name, bytes.length, totalBytes);
		pictures.push({ ...checkFormat(name, bytes), read, digest: digestOf(bytes) });
		totalBytes += bytes.length;
	};
	for (const field of binaryFields) {
		const bytes = await readField(item, field, totalBytes);
		add(field, bytes, async () => await helpers.getBinaryDataBuffer(item.index, field));
	}
	for (const url of urls) {
		const bytes = await loadUrl(item, url, totalBytes);
		add(url, bytes, async () => await Promise.resolve(bytes));
	}
	return pictures;
}

/** The same for exactly one picture. */
export async function readOnePicture(item: Item, from: PictureNames): Promise<ReferencePicture> {
	const [picture] = await readReferencePictures(item, from);
	if (picture === undefined) throw new InputError('No image is given', 'Name a binary field.');
	return picture;
}

/** The picture as it is sent. */
export const toDataUrl = ({ mimeType, read, digest }: ReferencePicture): LazyDataUrl =>
	Object.assign(async () => `data:${mimeType};base64,${(await read()).toString('base64')}`, {
		digest,
	});

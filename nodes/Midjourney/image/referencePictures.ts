import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../service/result';
import { operationError } from '../service/errors';
import { openPictureStream } from '../service/pictureStream';
import { networkFailure } from '../service/client';
import type { Door } from '../service/client';
import { pictureBytes } from '../facts/limits';
import { referenceTypes } from '../facts/pictures';
import type { LazyDataUrl } from '../model/creation';
import { formatOf } from '../model/pictureFormat';
import type { PictureFormat } from '../model/pictureFormat';

/** The item that the pictures belong to. */
export interface Bearer {
	index: number;
	input: INodeExecutionData;
	door: Door & { context: IExecuteFunctions };
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

function refuse({ door, index }: Bearer, message: string, description: string) {
	return operationError(door.context.getNode(), message, description, { itemIndex: index });
}

/** The size as n8n's storage tells it, without reading the file; undefined where it does not know. */
async function sizeOf({ door, index }: Bearer, field: string): Promise<number | undefined> {
	const { helpers } = door.context;
	const { id, data } = helpers.assertBinaryData(index, field);
	return id ? (await helpers.getBinaryMetadata(id)).fileSize : Math.floor((data.length * 3) / 4);
}

function checkSize(bearer: Bearer, name: string, bytes: number, before: number): void {
	const advice = 'Scale the picture down first, or give its public address instead.';
	if (bytes > pictureBytes.each) {
		const legal = megabytes(pictureBytes.each);
		const message = `The picture '${name}' is too large: at most ${legal} can be sent, it has ${megabytes(bytes)} or more`;
		throw refuse(bearer, message, advice);
	}
	if (before + bytes > pictureBytes.together) {
		const legal = megabytes(pictureBytes.together);
		throw refuse(
			bearer,
			`The pictures are too large together: more than ${legal} with '${name}'`,
			advice,
		);
	}
}

/** A picture that goes to Midjourney, with the format that its bytes tell. */
export interface Reference extends PictureFormat {
	/** Reads it again from n8n's storage, or gives what was loaded from its address. */
	read: () => Promise<Buffer>;
}

function checkFormat(bearer: Bearer, name: string, bytes: Buffer): PictureFormat {
	const format = formatOf(bytes);
	if (format && referenceTypes.includes(format.mimeType)) return format;
	const found = format ? `a picture of type ${format.mimeType}` : 'no picture';
	throw refuse(
		bearer,
		`'${name}' holds ${found}, which Midjourney does not read`,
		'Use PNG, JPEG, WebP or GIF.',
	);
}

async function readField(bearer: Bearer, field: string, before: number): Promise<Buffer> {
	const { helpers } = bearer.door.context;
	const present = Object.keys(bearer.input.binary ?? {});
	if (!present.includes(field)) {
		const has = present.length > 0 ? `It has: ${present.join(', ')}.` : 'It has none at all.';
		throw refuse(
			bearer,
			`The item has no binary field '${field}'`,
			`${has} Correct the field's name.`,
		);
	}
	checkSize(bearer, field, (await sizeOf(bearer, field)) ?? 0, before);
	return await helpers.getBinaryDataBuffer(bearer.index, field);
}

/** Loads a picture from an address that the user has given, and no more of it than may be sent. */
async function loadUrl(bearer: Bearer, url: string, before: number): Promise<Buffer> {
	const { door } = bearer;
	const fail = ({ message }: Failure) =>
		refuse(
			bearer,
			`The picture '${url}' cannot be loaded: ${message}`,
			'Check the address of the picture.',
		);
	const opened = await openPictureStream(door, url, 'user');
	if (!opened.ok) throw fail(opened.failure);
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
		throw fail(networkFailure(error, door.signal?.aborted === true));
	}
	checkSize(bearer, url, bytes, before);
	return Buffer.concat(chunks);
}

/** Reads pictures from binary fields and addresses, in that order. What is no picture, or too large, is refused. */
export async function readReferences(
	bearer: Bearer,
	{ binaryFields, urls }: { binaryFields: readonly string[]; urls: readonly string[] },
): Promise<Reference[]> {
	const { helpers } = bearer.door.context;
	const references: Reference[] = [];
	let together = 0;
	const add = (name: string, bytes: Buffer, read: Reference['read']) => {
		checkSize(bearer, name, bytes.length, together);
		references.push({ ...checkFormat(bearer, name, bytes), read });
		together += bytes.length;
	};
	for (const field of binaryFields) {
		const bytes = await readField(bearer, field, together);
		add(field, bytes, async () => await helpers.getBinaryDataBuffer(bearer.index, field));
	}
	for (const url of urls) {
		const bytes = await loadUrl(bearer, url, together);
		add(url, bytes, async () => await Promise.resolve(bytes));
	}
	return references;
}

export const toDataUrl =
	({ mimeType, read }: Reference): LazyDataUrl =>
	async () =>
		`data:${mimeType};base64,${(await read()).toString('base64')}`;

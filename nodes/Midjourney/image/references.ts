import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Connection } from '../api/connection';
import { operationError } from '../api/errors';
import { isPrivate } from '../api/trust';
import { pictureBytes } from '../facts/limits';
import { referenceTypes } from '../facts/pictures';
import { formatOf } from '../model/picture';

/** The item that the pictures belong to. */
export interface Bearer {
	index: number;
	input: INodeExecutionData;
	door: { context: IExecuteFunctions; connection: Connection };
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

function checkSize(bearer: Bearer, field: string, bytes: number, together: number): void {
	const advice = 'Scale the picture down first, or give its public address instead.';
	if (bytes > pictureBytes.each) {
		const legal = megabytes(pictureBytes.each);
		throw refuse(
			bearer,
			`The picture in '${field}' is too large: ${megabytes(bytes)}, at most ${legal} can be sent`,
			advice,
		);
	}
	if (together > pictureBytes.together) {
		const legal = megabytes(pictureBytes.together);
		throw refuse(
			bearer,
			`The pictures are too large together: more than ${legal} with '${field}'`,
			advice,
		);
	}
}

/** Reads pictures from binary fields of the item as data URLs. What is no picture, or too large, is refused. */
export async function embedPictures(bearer: Bearer, fields: readonly string[]): Promise<string[]> {
	const { helpers } = bearer.door.context;
	const present = Object.keys(bearer.input.binary ?? {});
	const embedded: string[] = [];
	let together = 0;
	for (const field of fields) {
		if (!present.includes(field)) {
			const has = present.length > 0 ? `It has: ${present.join(', ')}.` : 'It has none at all.';
			throw refuse(
				bearer,
				`The item has no binary field '${field}'`,
				`${has} Correct the field's name.`,
			);
		}
		checkSize(bearer, field, (await sizeOf(bearer, field)) ?? 0, together);
		const bytes = await helpers.getBinaryDataBuffer(bearer.index, field);
		together += bytes.length;
		checkSize(bearer, field, bytes.length, together);
		const format = formatOf(bytes);
		if (!format || !referenceTypes.includes(format.mimeType)) {
			throw refuse(
				bearer,
				`The file in '${field}' is ${format ? `a picture of type ${format.mimeType}` : 'no picture'}, which Midjourney does not read`,
				'Use PNG, JPEG, WebP or GIF.',
			);
		}
		embedded.push(`data:${format.mimeType};base64,${bytes.toString('base64')}`);
	}
	return embedded;
}

/** Checks addresses that Midjourney is to load itself. */
export function checkPictureUrls(bearer: Bearer, urls: readonly string[]): void {
	for (const url of urls) {
		if (!/^https?:\/\/[^\s]+$/i.test(url) || !URL.canParse(url)) {
			throw refuse(
				bearer,
				`'${url}' is no address of a picture`,
				'A reference picture is given by its whole public address, starting with https://.',
			);
		}
		if (isPrivate(url) && !isPrivate(bearer.door.connection.apiBaseUrl)) {
			throw refuse(
				bearer,
				`Midjourney cannot load '${url}', since only your own network can reach it`,
				'Use a public address, or put the picture into a binary field.',
			);
		}
	}
}

import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { failure, isTransient, success } from '../service/result';
import type { Result, Failure } from '../service/result';
import { openPictureStream } from '../service/pictureStream';
import type { PictureStream } from '../service/pictureStream';
import { networkFailure } from '../service/client';
import type { Door } from '../service/client';
import { formatOf, signatureBytes } from '../model/pictureFormat';
import { sourceLabels } from '../model/pictureSource';
import type { PictureUrl } from './pictureUrls';

/** Contexts that can store binary data. */
export interface StoringDoor extends Door {
	context: IExecuteFunctions | IWebhookFunctions;
}

/** Looks at the start of a stream and puts it back. */
async function startOf(stream: PictureStream): Promise<Uint8Array> {
	return await new Promise((resolve, reject) => {
		const look = () => {
			const chunk: unknown =
				stream.read(signatureBytes) ?? (stream.readableEnded ? null : undefined);
			if (chunk === undefined) return;
			settle();
			if (!(chunk instanceof Uint8Array)) return resolve(new Uint8Array());
			stream.unshift(chunk);
			resolve(chunk);
		};
		const finish = () => {
			settle();
			resolve(new Uint8Array());
		};
		const fail = (error: unknown) => {
			settle();
			reject(error instanceof Error ? error : new Error('the stream broke'));
		};
		const settle = () => {
			stream.off('readable', look).off('end', finish).off('close', finish).off('error', fail);
		};
		stream.on('readable', look).on('end', finish).on('close', finish).on('error', fail);
	});
}

async function store(
	door: StoringDoor,
	stream: PictureStream,
	stem: string,
): Promise<Result<IBinaryData>> {
	const format = formatOf(await startOf(stream));
	if (!format) {
		stream.destroy();
		return failure({ kind: 'unreadable', message: 'what came is no picture' });
	}
	const name = `${stem}.${format.extension}`;
	return success(await door.context.helpers.prepareBinaryData(stream, name, format.mimeType));
}

async function fetchOne(
	door: StoringDoor,
	{ url }: PictureUrl,
	stem: string,
): Promise<Result<IBinaryData>> {
	const opened = await openPictureStream(door, url);
	if (!opened.ok) return opened;
	try {
		return await store(door, opened.data, stem);
	} catch (error) {
		opened.data.destroy();
		return failure(networkFailure(error, door.signal?.aborted === true));
	}
}

/** What none of several addresses gave, told as one: a reason that passes counts first, since asking again may help. */
export function allFailed(failures: readonly Failure[]): { ok: false; failure: Failure } {
	const decisive = failures.find(isTransient) ?? failures.at(-1);
	if (decisive === undefined) return failure({ kind: 'notFound', message: 'there is no address' });
	return failure({ ...decisive, message: failures.map(({ message }) => message).join('; ') });
}

/**
 * Streams a picture into n8n's binary storage, from the first address that gives it whole.
 * The failure's message names what each address said.
 */
export async function downloadPicture(
	door: StoringDoor,
	addresses: readonly PictureUrl[],
	stem: string,
): Promise<Result<IBinaryData>> {
	const failures: Failure[] = [];
	for (const from of addresses) {
		const stored = await fetchOne(door, from, stem);
		if (stored.ok) return stored;
		const message = `${sourceLabels[from.source]}: ${stored.failure.message}`;
		failures.push({ ...stored.failure, message });
	}
	return allFailed(failures);
}

import type { IBinaryData } from 'n8n-workflow';

import { now } from '../async/sleep';
import type { ItemContext } from '../fields/item';
import { formatOf, signatureBytes } from '../model/pictureFormat';
import { sourceLabels } from '../model/pictureSource';
import { networkFailure } from '../service/client';
import { isTransient } from '../service/failures';
import type { PictureStream } from '../service/checkedStream';
import { failure, success, type Failure, type Result } from '../service/result';
import type { PictureUrl } from './pictureUrls';

/** Reads the first bytes of a stream and puts them back. */
async function peek(stream: PictureStream): Promise<Uint8Array> {
	return await new Promise((resolve, reject) => {
		const read = () => {
			const chunk: unknown =
				stream.read(signatureBytes) ?? (stream.readableEnded ? null : undefined);
			if (chunk === undefined) return;
			removeListeners();
			if (!(chunk instanceof Uint8Array)) return resolve(new Uint8Array());
			stream.unshift(chunk);
			resolve(chunk);
		};
		const finish = () => {
			removeListeners();
			resolve(new Uint8Array());
		};
		const fail = (error: unknown) => {
			removeListeners();
			reject(error instanceof Error ? error : new Error('the stream broke'));
		};
		const removeListeners = () => {
			stream.off('readable', read).off('end', finish).off('close', finish).off('error', fail);
		};
		stream.on('readable', read).on('end', finish).on('close', finish).on('error', fail);
	});
}

async function downloadFrom(
	{ context, service }: ItemContext,
	url: string,
	name: string,
): Promise<Result<IBinaryData>> {
	const opened = await service.openPicture(url, 'outside');
	if (!opened.ok) return opened;
	const stream = opened.data;
	try {
		const format = formatOf(await peek(stream));
		if (format) {
			const fileName = `${name}.${format.extension}`;
			return success(await context.helpers.prepareBinaryData(stream, fileName, format.mimeType));
		}
		stream.destroy();
		return failure({ kind: 'unreadable', message: 'the response is no image' });
	} catch (error) {
		stream.destroy();
		return failure(networkFailure(error, service.signal));
	}
}

/** Combines the failures of all URLs into one; it is transient if any of them is. */
export function combineFailures(failures: readonly Failure[]): { ok: false; failure: Failure } {
	const decisive = failures.find(isTransient) ?? failures.at(-1);
	if (decisive === undefined) return failure({ kind: 'notFound', message: 'there is no URL' });
	return failure({ ...decisive, message: failures.map(({ message }) => message).join('; ') });
}

/**
 * Streams a picture into n8n's binary storage, from the first URL that gives it whole. `name`: without extension.
 * The failure's message names what happened at each URL. `deadline`: when no further URL is tried; milliseconds since 1970.
 */
export async function downloadPicture(
	item: ItemContext,
	urls: readonly PictureUrl[],
	name: string,
	deadline = Infinity,
): Promise<Result<IBinaryData>> {
	const failures: Failure[] = [];
	for (const { source, url } of urls) {
		if (failures.length > 0 && now() > deadline) break;
		const stored = await downloadFrom(item, url, name);
		if (stored.ok) return stored;
		const message = `${sourceLabels[source]}: ${stored.failure.message}`;
		failures.push({ ...stored.failure, message });
	}
	return combineFailures(failures);
}

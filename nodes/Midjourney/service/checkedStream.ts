import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { TimeLimit } from '../async/timeLimit';
import { endBytes, isCompletePicture, signatureBytes } from '../model/pictureFormat';

type PrepareBinaryData = (IExecuteFunctions | IWebhookFunctions)['helpers']['prepareBinaryData'];

/** A stream as n8n's binary storage takes it. */
export type PictureStream = Exclude<Parameters<PrepareBinaryData>[0], Buffer>;

const lastBytes = (before: Buffer, chunk: Buffer) =>
	chunk.length >= endBytes
		? chunk.subarray(-endBytes)
		: Buffer.concat([before, chunk]).subarray(-endBytes);

/**
 * The same bytes. The stream fails if a limit passes, or if a picture breaks off before its end, since a connection
 * may close early without an error. Its first chunk is enough to recognise the format.
 */
export function checkedStream(body: PictureStream, limit: TimeLimit): PictureStream {
	limit.onExpiry((reason) => body.destroy(reason));

	async function* check(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
		let start: Buffer = Buffer.alloc(0);
		let end = start;
		let size = 0;
		for await (const received of chunks) {
			limit.progress();
			const chunk = Buffer.from(received);
			size += chunk.length;
			end = lastBytes(end, chunk);
			if (start.length >= signatureBytes) {
				yield chunk;
				continue;
			}
			start = Buffer.concat([start, chunk]);
			if (start.length >= signatureBytes) yield start;
		}
		if (size > 0 && start.length < signatureBytes) yield start;
		if (!isCompletePicture({ start, end, size })) {
			throw new Error('the image breaks off before its end');
		}
	}

	const checked = body.compose<PictureStream>(check);
	// Who reads it sees the reason; a stream that nobody reads any more must not end the process.
	body.on('error', () => undefined);
	checked.on('error', () => undefined);
	checked.once('close', () => {
		limit.stop();
		body.destroy();
	});
	return checked;
}

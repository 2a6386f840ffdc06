import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { concurrency } from '../../nodes/Midjourney/async/concurrency';
import { mapConcurrently } from '../../nodes/Midjourney/async/mapConcurrently';

/** Downloads the pictures of tasks to files with Node alone, as many in parallel as the node. Returns the file sizes. */
export async function bareDownload(
	credentials: Record<string, IDataObject>,
	tasks: readonly IDataObject[],
): Promise<number[]> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-midjourney-bare-'));
	const { contentBaseUrl } = credentials.ohMyGptApi as { contentBaseUrl: string };
	try {
		return await mapConcurrently(
			tasks as Array<{ imageS3Url: string }>,
			concurrency.downloads,
			async (task, i) => {
				const url = contentBaseUrl + endpoints.storedPicture + task.imageS3Url;
				const response = await new Promise<IncomingMessage>((resolve, reject) => {
					get(url, resolve).on('error', reject);
				});
				const file = createWriteStream(join(folder, String(i)));
				await pipeline(response, file);
				return file.bytesWritten;
			},
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

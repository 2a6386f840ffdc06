import type { HttpResponse } from '../httpResponse';
import { padPng, paddedSize } from '../pictures/padding';
import { apiErrors } from '../apiErrors';
import { isFinal, type Task } from '../task';
import { linkSignature } from '../wire';
import type { World } from '../world';

export const storagePrefix = '/api/v1/content/mj-generated/';
export const attachmentPrefix = '/attachments/';
export const publicFilePrefix = '/api/v1/f/pub/';

/** The picture of a finished task, in the requested file type. */
export interface PictureSource {
	task: Task;
	type: 'png' | 'webp';
}

/** The picture whose file name is at the end of the path. Throws if there is none. */
export function storedSource(world: World, path: string): PictureSource {
	const match = /([0-9a-f-]{36})\.(png|webp)$/.exec(path);
	const task = match?.[1] === undefined ? undefined : world.tasks.byJob(match[1]);
	if (!task || task.failReason !== null || !isFinal(task, world.clock.now())) {
		throw apiErrors.unknownFile();
	}
	return { task, type: match?.[2] === 'webp' ? 'webp' : 'png' };
}

/** Like `storedSource`, for a Discord link. Also throws if the signature is wrong or expired. */
export function attachmentSource(world: World, url: URL): PictureSource {
	if (world.variants.discordLinks === 'signed') {
		const [ex = '', is = '', hm] = ['ex', 'is', 'hm'].map(
			(name) => url.searchParams.get(name) ?? '',
		);
		const expired = Number.parseInt(ex, 16) * 1000 <= world.clock.serviceNow();
		if (expired || hm !== linkSignature(url.pathname, ex, is)) throw apiErrors.unknownFile();
	}
	return storedSource(world, url.pathname);
}

/** The picture file, without padding. */
export async function pictureFile(world: World, { task, type }: PictureSource): Promise<Buffer> {
	return await world.renderer.file(String(task.id), task.picture, type);
}

/** The response with the picture file, padded if the task requires it. */
export async function pictureResponse(world: World, source: PictureSource): Promise<HttpResponse> {
	const file = await pictureFile(world, source);
	const { pictureBytes } = source.task;
	const isPadded = source.type === 'png' && pictureBytes > 0;
	return {
		status: 200,
		headers: {
			'content-type': `image/${source.type}`,
			'cache-control': 'public, max-age=31536000',
		},
		body: isPadded
			? { length: paddedSize(file, pictureBytes), chunks: padPng(file, pictureBytes) }
			: file,
	};
}

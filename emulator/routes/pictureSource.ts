import type { Answer } from '../answer';
import { padded, paddedLength } from '../pictures/padding';
import { refusals } from '../refusals';
import { isFinal, type Task } from '../task';
import { linkSignature } from '../wire';
import type { World } from '../world';

export const storagePrefix = '/api/v1/content/mj-generated/';
export const attachmentPrefix = '/attachments/';
export const publicFilePrefix = '/api/v1/f/pub/';

/** The picture of a finished task, as it is asked for. */
export interface PictureSource {
	task: Task;
	type: 'png' | 'webp';
}

/** Finds the picture that a path ends in; refused where there is none. */
export function storedSource(world: World, path: string): PictureSource {
	const match = /([0-9a-f-]{36})\.(png|webp)$/.exec(path);
	const task = match?.[1] === undefined ? undefined : world.tasks.byJob(match[1]);
	if (!task || task.failReason !== null || !isFinal(task, world.clock.now())) {
		throw refusals.unknownFile();
	}
	return { task, type: match?.[2] === 'webp' ? 'webp' : 'png' };
}

/** As `storedSource`, for a Discord link: a wrong or expired signature is refused as well. */
export function attachmentSource(world: World, url: URL): PictureSource {
	if (world.variants.discordLinks === 'signed') {
		const [ex = '', is = '', hm] = ['ex', 'is', 'hm'].map(
			(name) => url.searchParams.get(name) ?? '',
		);
		const expired = Number.parseInt(ex, 16) * 1000 <= world.clock.shownNow();
		if (expired || hm !== linkSignature(url.pathname, ex, is)) throw refusals.unknownFile();
	}
	return storedSource(world, url.pathname);
}

/** The picture as a file, without padding. */
export async function pictureFile(world: World, { task, type }: PictureSource): Promise<Buffer> {
	return await world.gallery.file(String(task.id), task.picture, type);
}

/** The picture as an answer, padded where the task wants it. */
export async function pictureAnswer(world: World, source: PictureSource): Promise<Answer> {
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
			? { length: paddedLength(file, pictureBytes), pieces: padded(file, pictureBytes) }
			: file,
	};
}

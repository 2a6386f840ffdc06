import sharp from 'sharp';
import { apiErrors } from '../apiErrors';
import { pictureFile, storedSource } from '../routes/pictureSource';
import { isFinal } from '../task';
import type { World } from '../world';
import { cdnPrefix } from './cdnPath';
import { mp4File } from './mp4File';
import type { ProxyTask } from './proxyTask';

/** A file that belongs to a task. */
export interface TaskFile {
	task: ProxyTask;
	/** Content type. */
	type: string;
	bytes: Buffer;
}

/** The picture of a task through its gateway, or a preview. Throws if there is none. */
export async function gatewayFile(world: World, id: string): Promise<TaskFile> {
	const task = world.proxy.records.of(Number(id))?.task;
	if (!task) throw apiErrors.unknownFile();
	if (!isFinal(task, world.clock.now())) return await preview(world, task);
	const source = storedSource(world, `${task.jobId}.png`);
	return { task, type: 'image/png', bytes: await pictureFile(world, source) };
}

/** A single picture, a film or a preview. Throws if there is none. */
export async function cdnFile(world: World, job: string, file: string): Promise<TaskFile> {
	const task = world.proxy.tasks().find(({ jobId }) => jobId === job);
	if (!task) throw apiErrors.unknownFile();
	if (file.startsWith('preview_')) return await preview(world, task);
	// Throws if the task has no result.
	storedSource(world, `${job}.png`);
	if (file.endsWith('.mp4')) return { task, type: 'video/mp4', bytes: mp4File };
	return await single(world, task, file);
}

const cdnUrl = new RegExp(`^${cdnPrefix}([^/]+)/([^/]+)$`);
const gatewayUrl = /^\/(?:[^/]+\/)?mj\/image\/(\d+)$/;

/** The file at a path of the emulator. undefined if the path belongs to none. */
export async function fileAt(world: World, path: string): Promise<TaskFile | undefined> {
	const [, job, file] = cdnUrl.exec(path) ?? [];
	if (job !== undefined && file !== undefined) return await cdnFile(world, job, file);
	const id = gatewayUrl.exec(path)?.[1];
	return id === undefined ? undefined : await gatewayFile(world, id);
}

/** One picture of a grid, from 0; as a thumbnail smaller. */
async function single(world: World, task: ProxyTask, file: string): Promise<TaskFile> {
	const match = /^0_(\d)(_384_N)?\.(png|webp)$/.exec(file);
	const index = Number(match?.[1] ?? NaN);
	const { picture } = task;
	if (picture.kind !== 'grid' || !picture.scenes[index]) throw apiErrors.unknownFile();
	const bytes = await world.renderer.tile(picture, index);
	return match?.[3] === 'png' ? { task, type: 'image/png', bytes } : await small(task, bytes, 384);
}

/** A small picture, as Midjourney shows it while the task runs. */
async function preview(world: World, task: ProxyTask): Promise<TaskFile> {
	return await small(task, await world.renderer.file(String(task.id), task.picture, 'png'), 64);
}

async function small(task: ProxyTask, bytes: Buffer, side: number): Promise<TaskFile> {
	const image = sharp(bytes).resize(side, side, { fit: 'inside', withoutEnlargement: true });
	return { task, type: 'image/webp', bytes: await image.webp().toBuffer() };
}

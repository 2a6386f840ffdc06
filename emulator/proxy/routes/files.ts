import sharp, { type Sharp } from 'sharp';
import { apiErrors } from '../../apiErrors';
import { htmlResponse, type HttpResponse } from '../../httpResponse';
import { pictureResponse, storedSource } from '../../routes/pictureSource';
import { plainRoute } from '../../routes/route';
import { isFinal } from '../../task';
import type { World } from '../../world';
import { cdnPrefix } from '../cdnPath';
import { mp4File } from '../mp4File';
import { endpointRoute } from '../proxyRoute';
import type { ProxyTask } from '../proxyTask';

/** The picture of a task through its gateway, for anybody who knows the id. */
export const proxyGatewayPicture = {
	...endpointRoute('gatewayPicture', async ({ world, params, entry }) => {
		const task = world.proxy.records.of(Number(params.id))?.task;
		if (!task) throw apiErrors.unknownFile();
		entry.taskId = task.id;
		if (!isFinal(task, world.clock.now())) return await preview(world, task);
		if (task.failReason !== null) throw apiErrors.unknownFile();
		return await pictureResponse(world, { task, type: 'png' });
	}),
	onError: () => htmlResponse(404),
};

/** Single pictures, films and previews of a task, as on Midjourney's own host. */
export const proxyCdnFile = plainRoute('cdnFile', `${cdnPrefix}:job/:file`, async (call) => {
	const { world, params, entry } = call;
	const { job = '', file = '' } = params;
	const task = world.proxy.tasks().find(({ jobId }) => jobId === job);
	if (!task) throw apiErrors.unknownFile();
	entry.taskId = task.id;
	if (file.startsWith('preview_')) return await preview(world, task);
	// Throws if the task has no result.
	storedSource(world, `${job}.png`);
	if (file.endsWith('.mp4')) {
		return { status: 200, headers: { 'content-type': 'video/mp4' }, body: mp4File };
	}
	return await single(world, task, file);
});

/** One picture of a grid, from 0; as a thumbnail smaller. */
async function single(world: World, { picture }: ProxyTask, file: string): Promise<HttpResponse> {
	const match = /^0_(\d)(_384_N)?\.(png|webp)$/.exec(file);
	const index = Number(match?.[1] ?? NaN);
	if (picture.kind !== 'grid' || !picture.scenes[index]) throw apiErrors.unknownFile();
	const bytes = await world.renderer.tile(picture, index);
	if (match?.[3] === 'png')
		return { status: 200, headers: { 'content-type': 'image/png' }, body: bytes };
	return await webp(sharp(bytes).resize(384, 384, { fit: 'inside', withoutEnlargement: true }));
}

const previewSide = 64;

/** A small blurred picture. */
async function preview(world: World, task: ProxyTask): Promise<HttpResponse> {
	const bytes = await world.renderer.file(String(task.id), task.picture, 'png');
	return await webp(sharp(bytes).resize(previewSide, previewSide, { fit: 'inside' }).blur(2));
}

async function webp(image: Sharp): Promise<HttpResponse> {
	const body = await image.webp().toBuffer();
	return { status: 200, headers: { 'content-type': 'image/webp' }, body };
}

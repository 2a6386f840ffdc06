import sharp, { type Sharp } from 'sharp';
import { jsonResponse, type HttpResponse } from '../httpResponse';
import { ApiError, apiErrors } from '../apiErrors';
import { fileAt } from '../proxy/files';
import type { World } from '../world';
import {
	attachmentPrefix,
	attachmentSource,
	pictureFile,
	publicFilePrefix,
	storagePrefix,
	storedSource,
} from './pictureSource';
import { plainRoute, type Call } from './route';

type Query = Call['query'];

/** The public image proxy with the parameters that are needed here. It fetches only from the emulator. */
export const imageProxy = plainRoute(
	'imageProxy',
	'/wsrv',
	async ({ world, query, entry }) => {
		const { bytes, taskId } = await fetchSource(world, query.url ?? '');
		entry.taskId = taskId;
		return await transform(bytes, query);
	},
	(_call, { statusCode, message }) =>
		jsonResponse({ status: 'error', code: statusCode, message }, statusCode),
);

async function fetchSource(
	world: World,
	text: string,
): Promise<{ bytes: Buffer; taskId?: number }> {
	const address = /^https?:\/\//i.test(text) ? text : `http://${text}`;
	if (text === '' || !URL.canParse(address)) throw new ApiError(400, 'Invalid URL');
	const url = new URL(address);
	url.pathname = url.pathname.replace(/\/{2,}/g, '/');
	const own = new URL(world.address);
	if (url.port !== own.port || ![own.hostname, 'localhost', '127.0.0.1'].includes(url.hostname)) {
		throw new ApiError(404, 'The emulator fetches pictures from itself only');
	}
	if (url.pathname.startsWith(publicFilePrefix)) {
		const file = world.files.findPublic(url.pathname.slice(publicFilePrefix.length));
		if (!file) throw apiErrors.unknownFile();
		return { bytes: file.bytes };
	}
	const file = await fileAt(world, url.pathname);
	if (file) return { bytes: file.bytes, taskId: file.task.id };
	if (!url.pathname.startsWith(storagePrefix) && !url.pathname.startsWith(attachmentPrefix)) {
		throw apiErrors.unknownFile();
	}
	const source = url.pathname.startsWith(storagePrefix)
		? storedSource(world, url.pathname)
		: attachmentSource(world, url);
	return { bytes: await pictureFile(world, source), taskId: source.task.id };
}

const formats = ['jpg', 'png', 'webp', 'gif', 'tiff'] as const;
type Format = (typeof formats)[number];

async function transform(bytes: Buffer, query: Query): Promise<HttpResponse> {
	const source = sharp(bytes, query.n === '-1' ? { pages: -1 } : {});
	const { format: sourceFormat } = await source.metadata().catch(() => {
		throw new ApiError(404, 'The source is no picture that can be read');
	});
	const format =
		formats.find((each) => each === query.output) ??
		formats.find((each) => each === sourceFormat) ??
		'jpg';
	const result =
		'precrop' in query
			? await resize(await crop(source, query), query)
			: await crop(await resize(source, query), query);
	if (query.output === 'json') return jsonResponse(await metadataOf(result, sourceFormat));
	return {
		status: 200,
		headers: {
			'content-type': `image/${format === 'jpg' ? 'jpeg' : format}`,
			'cache-control': `public, max-age=${maxAgeSeconds(query.maxage)}`,
		},
		body: await encode(result, format, query).toBuffer(),
	};
}

async function resize(image: Sharp, query: Query): Promise<Sharp> {
	const width = positiveInteger(query.w);
	const height = positiveInteger(query.h);
	if (width === undefined && height === undefined) return image;
	const options = { fit: 'inside', withoutEnlargement: 'we' in query } as const;
	return await rasterize(image.resize(width, height, options));
}

/** Crops to the rectangle. Parts outside of the picture are ignored. */
async function crop(image: Sharp, query: Query): Promise<Sharp> {
	if (!['cx', 'cy', 'cw', 'ch'].some((name) => query[name] !== undefined)) return image;
	const { width = 1, height = 1 } = await image.metadata();
	const left = Math.min(positiveInteger(query.cx) ?? 0, width - 1);
	const top = Math.min(positiveInteger(query.cy) ?? 0, height - 1);
	return await rasterize(
		image.extract({
			left,
			top,
			width: Math.min(positiveInteger(query.cw) ?? width, width - left),
			height: Math.min(positiveInteger(query.ch) ?? height, height - top),
		}),
	);
}

/** Applies the pending operations, so that `metadata()` returns the new size. */
async function rasterize(image: Sharp): Promise<Sharp> {
	const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
	return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

function encode(image: Sharp, format: Format, query: Query): Sharp {
	const quality = Math.min(100, positiveInteger(query.q) ?? 80);
	const progressive = 'il' in query;
	switch (format) {
		case 'jpg':
			return image.flatten({ background: 'white' }).jpeg({ quality, progressive });
		case 'png':
			return image.png({ progressive });
		case 'webp':
			return image.webp({ quality });
		case 'gif':
			return image.gif();
		case 'tiff':
			return image.tiff({ quality });
	}
}

async function metadataOf(image: Sharp, format: string | undefined) {
	const { width, height, space, channels, depth, density, isProgressive, hasProfile, hasAlpha } =
		await image.metadata();
	return {
		format,
		width,
		height,
		space,
		channels,
		depth,
		density,
		isProgressive,
		hasProfile,
		hasAlpha,
	};
}

function positiveInteger(text: string | undefined): number | undefined {
	const value = /^\d+$/.test(text ?? '') ? Number(text) : 0;
	return value > 0 ? value : undefined;
}

const secondsPer: Readonly<Record<string, number>> = {
	d: 86_400,
	w: 604_800,
	M: 2_592_000,
	y: 31_536_000,
};

/** Reads `maxage`, e.g. 31d. Default: one year. */
function maxAgeSeconds(text: string | undefined): number {
	const match = /^(\d+)([dwMy])$/.exec(text ?? '');
	const seconds = match ? Number(match[1]) * (secondsPer[match[2] ?? ''] ?? 0) : 0;
	return seconds >= 86_400 && seconds <= 31_536_000 ? seconds : 31_536_000;
}

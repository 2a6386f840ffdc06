import sharp, { type Sharp } from 'sharp';
import { ByteCache } from '../byteCache';
import type { Picture, Scene, Size } from './picture';
import { sizeOf } from './picture';
import { sceneSvg } from './scene';

// Each picture is drawn only once, so sharp's own cache would only use memory.
sharp.cache(false);

/** Uncompressed pixels with three bytes each. */
interface Raster extends Size {
	data: Buffer;
}

const megabyte = 1024 * 1024;
const rawOf = ({ width, height }: Size) => ({ raw: { width, height, channels: 3 as const } });

/** Draws pictures on request and caches the most recently used ones. */
export class PictureRenderer {
	private readonly uploads = new ByteCache<Buffer>(64 * megabyte);

	private readonly rasters = new ByteCache<Promise<Raster>>(32 * megabyte);

	private readonly files = new ByteCache<Promise<Buffer>>(32 * megabyte);

	/** Stores a smaller copy of a picture that a client sent. Throws if the picture cannot be read. */
	async storeUpload(key: string, bytes: Buffer): Promise<Size> {
		const { data, info } = await sharp(bytes)
			.rotate()
			.resize(512, 512, { fit: 'inside', withoutEnlargement: true })
			.flatten({ background: 'white' })
			.png({ compressionLevel: 2 })
			.toBuffer({ resolveWithObject: true });
		this.uploads.set(key, data, data.length);
		return { width: info.width, height: info.height };
	}

	/** The whole picture as a file. */
	async file(key: string, picture: Picture, type: 'png' | 'webp'): Promise<Buffer> {
		const cacheKey = `${key}.${type}`;
		const cached = this.files.get(cacheKey);
		if (cached) return await cached;
		const drawing = this.raster(picture).then((raster) => {
			const image = sharp(raster.data, rawOf(raster));
			return (type === 'png' ? image.png({ compressionLevel: 3 }) : image.webp()).toBuffer();
		});
		// The real size is known only after drawing. Until then an estimate is used.
		const { width, height } = sizeOf(picture);
		this.files.set(cacheKey, drawing, width * height);
		const bytes = await drawing;
		this.files.set(cacheKey, drawing, bytes.length);
		return bytes;
	}

	/** One tile of a grid as PNG; `index` from 0. */
	async tile(picture: Picture & { kind: 'grid' }, index: number): Promise<Buffer> {
		const raster = await this.raster({ kind: 'tile', grid: picture, index });
		return await sharp(raster.data, rawOf(raster)).png({ compressionLevel: 3 }).toBuffer();
	}

	private async raster(picture: Picture): Promise<Raster> {
		switch (picture.kind) {
			case 'grid':
				return await this.grid(picture);
			case 'tile': {
				const { width, height, scenes } = picture.grid;
				const scene = scenes[picture.index];
				if (!scene) throw new RangeError(`The grid has no tile ${picture.index + 1}`);
				return await this.scene(scene, { width, height });
			}
			case 'enlarged': {
				const source = await this.raster(picture.of);
				const size = sizeOf(picture);
				return await toRaster(sharp(source.data, rawOf(source)).resize(size.width, size.height));
			}
			case 'upload':
				return await toRaster(
					sharp(this.upload(picture.key)).resize(picture.width, picture.height),
				);
		}
	}

	private async grid({ width, height, columns, scenes }: Picture & { kind: 'grid' }) {
		const size = { width: width * columns, height: (height * scenes.length) / columns };
		const tiles = await Promise.all(scenes.map((scene) => this.scene(scene, { width, height })));
		const placed = tiles.map((tile, index) => ({
			input: tile.data,
			...rawOf(tile),
			left: (index % columns) * width,
			top: Math.floor(index / columns) * height,
		}));
		return await toRaster(blank(size).composite(placed));
	}

	private scene(scene: Scene, size: Size): Promise<Raster> {
		const key = JSON.stringify([scene, size]);
		const cached = this.rasters.get(key);
		if (cached) return cached;
		const drawing = this.drawScene(scene, size);
		this.rasters.set(key, drawing, size.width * size.height * 3);
		return drawing;
	}

	private async drawScene(scene: Scene, size: Size): Promise<Raster> {
		const overlays = scene.references.map((reference, index) => ({
			reference,
			side: Math.floor(Math.min(size.width, size.height) * 0.18),
			index,
		}));
		const placed = await Promise.all(
			overlays.map(async ({ reference, side, index }) => ({
				input: await sharp(this.upload(reference)).resize(side, side).png().toBuffer(),
				left: Math.floor(size.width * 0.25) + Math.floor(index * side * 0.9),
				top: Math.floor(size.height * 0.3),
			})),
		);
		if (scene.inset) placed.push(await this.inset(scene.inset, size));
		const base = sharp(Buffer.from(sceneSvg(scene, size))).flatten({ background: 'white' });
		return await toRaster(base.composite(placed));
	}

	private async inset(inset: NonNullable<Scene['inset']>, size: Size) {
		const raster = await this.raster(inset.picture);
		const width = Math.max(1, Math.round(size.width * inset.width));
		const height = Math.max(1, Math.round(size.height * inset.height));
		return {
			input: await sharp(raster.data, rawOf(raster))
				.resize(width, height, { fit: 'fill' })
				.png()
				.toBuffer(),
			left: Math.min(Math.round(size.width * inset.left), size.width - width),
			top: Math.min(Math.round(size.height * inset.top), size.height - height),
		};
	}

	/** A picture that a client sent. A grey picture if it is no longer in the cache. */
	private upload(key: string): Buffer {
		return this.uploads.get(key) ?? Buffer.from(greySvg);
	}
}

const greySvg =
	'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="grey"/></svg>';

const blank = ({ width, height }: Size) =>
	sharp({ create: { width, height, channels: 3, background: 'white' } });

async function toRaster(image: Sharp): Promise<Raster> {
	const { data, info } = await image
		.removeAlpha()
		.toColourspace('srgb')
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

import sharp, { type Sharp } from 'sharp';
import { request } from 'undici';

/** Left and top halves of a 2x2 grid, in the order of the buttons U1 to U4. */
const quarters = [
	[0, 0],
	[1, 0],
	[0, 1],
	[1, 1],
] as const;

/** Whether a file is the grid of this task: each quarter has the pixels of the emulator's own tile. */
export async function isGridOf(
	emulatorUrl: string,
	taskId: string,
	file: string,
): Promise<boolean> {
	const { width, height } = await sharp(file).metadata();
	const size = { width: width / 2, height: height / 2 };
	const matches = await Promise.all(
		quarters.map(async ([column, row], index) => {
			const area = { left: column * size.width, top: row * size.height, ...size };
			const quarter = await pixels(sharp(file).extract(area));
			return quarter.equals(await pixels(sharp(await tile(emulatorUrl, taskId, index + 1))));
		}),
	);
	return matches.every(Boolean);
}

/** Whether a file is one tile of a grid, counted from 1, pixel for pixel. */
export async function isTileOf(
	emulatorUrl: string,
	taskId: string,
	number: number,
	file: string,
): Promise<boolean> {
	const own = await pixels(sharp(file));
	return own.equals(await pixels(sharp(await tile(emulatorUrl, taskId, number))));
}

async function tile(emulatorUrl: string, taskId: string, number: number): Promise<Buffer> {
	const { body } = await request(`${emulatorUrl}/_emulator/tasks/${taskId}/tiles/${number}`);
	return Buffer.from(await body.arrayBuffer());
}

async function pixels(image: Sharp): Promise<Buffer> {
	return await image.removeAlpha().raw().toBuffer();
}

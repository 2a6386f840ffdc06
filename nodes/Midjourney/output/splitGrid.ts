import type { ItemContext, Output } from '../fields/item';
import type { OutputOptions } from '../fields/output';
import { combineFailures, downloadPicture } from '../image/downloadPicture';
import { proxyParameters } from '../image/pictureUrls';
import { hasEvenSides, readPictureSize, tileUrls } from '../image/tiles';
import { InputError } from '../model/inputError';
import { sourceLabels } from '../model/pictureSource';
import { isGrid, type PictureAddress, type Task } from '../model/task';
import { resultOfPrompt } from '../prompt/promptResult';
import { failure, success, type Failure, type Result } from '../service/result';
import type { PictureToDeliver } from './pictureOutput';

const otherResults: Readonly<Partial<Record<string, string>>> = {
	DESCRIBE: 'the result of Describe is text',
	SHORTEN: 'the result of Shorten is text',
	VIDEO: 'the result of Video is no image',
};

/** Why a task's picture is no 2x2 grid; undefined where it is one. Its action decides first, its prompt second. */
function whyNoGrid({ action, prompt }: Pick<Task, 'action' | 'prompt'>): string | undefined {
	const other = otherResults[action];
	if (other !== undefined) return other;
	if (!isGrid({ action })) return `the result of ${action || 'this action'} is a single image`;
	const result = resultOfPrompt(prompt);
	return result.kind === 'other' ? result.why : undefined;
}

const noGrid = (why: string, taskId?: string) =>
	new InputError(
		`The image is no 2x2 grid: ${why}`,
		"Switch 'Split Grid' off to get it whole.",
		taskId === undefined ? {} : { taskId },
	);

/** Throws where the picture cannot be split; before the task is paid for, or, with `taskId`, after. */
export function requireGrid(task: Pick<Task, 'action' | 'prompt'>, taskId?: string): void {
	const why = whyNoGrid(task);
	if (why !== undefined) throw noGrid(why, taskId);
}

/** Four items, cropped from one address of the picture. */
async function splitFrom(
	item: ItemContext,
	picture: PictureToDeliver,
	{ url, source: origin }: PictureAddress,
	options: OutputOptions,
): Promise<Result<Output[]>> {
	const source = `${origin}Proxy` as const;
	const { service } = item;
	const { proxyUrl } = service;
	if (proxyUrl === undefined) return combineFailures([]);
	const size = await readPictureSize(service, proxyUrl, url);
	if (!size.ok) {
		const message = `${sourceLabels[source]}: ${size.failure.message}`;
		return failure({ ...size.failure, message });
	}
	if (!hasEvenSides(size.data)) {
		const { width, height } = size.data;
		throw noGrid(`its sides, ${width} x ${height}, cannot be halved`, picture.subject.taskId);
	}
	const parameters = proxyParameters(options.source, options.compression) ?? { output: 'png' };
	const outputs: Output[] = [];
	for (const tile of tileUrls(proxyUrl, url, size.data, parameters)) {
		const name = `${picture.tileName}-${tile.number}`;
		const downloaded = await downloadPicture(item, [{ source, url: tile.url }], name);
		if (!downloaded.ok) return downloaded;
		outputs.push({
			json: { ...picture.json, tile: tile.number },
			binary: { [options.binaryField]: downloaded.data },
		});
	}
	return success(outputs);
}

/** The four tiles of a grid, from the first address that gives them all. */
export async function splitGrid(
	item: ItemContext,
	picture: PictureToDeliver,
	options: OutputOptions,
): Promise<Result<Output[]>> {
	const failures: Failure[] = [];
	for (const address of picture.pictures) {
		const tiles = await splitFrom(item, picture, address, options);
		if (tiles.ok) return tiles;
		failures.push(tiles.failure);
	}
	return combineFailures(failures);
}

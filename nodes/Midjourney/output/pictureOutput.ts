import type { IDataObject } from 'n8n-workflow';

import { failure, success } from '../service/result';
import type { Result, Failure } from '../service/result';
import { operationError } from '../service/errors';
import type { Subject } from '../service/errors';
import { readPictureSize } from '../service/imageProxy';
import { isAllowedUrl } from '../service/allowedHosts';
import { readBinaryField } from '../fields/output';
import { readCompression, readSource } from '../fields/source';
import { allFailed, downloadPicture } from '../image/downloadPicture';
import { hasEvenSides, tileUrls } from '../image/tiles';
import { pictureUrls, picturesOf, shapeOf } from '../image/pictureUrls';
import { sourceLabels } from '../model/pictureSource';
import type { PictureAddress } from '../model/task';
import { refuse } from '../operations/operation';
import type { Output, Recipient } from '../operations/operation';
import { inRounds } from '../operations/rounds';

/** Milliseconds before a picture that cannot be had for the moment is asked for again. */
const pausesMs = [2_000, 6_000];

/** A picture to give out. */
export interface FoundPicture {
	/** Where it can be had, best first. */
	pictures: readonly PictureAddress[];
	/** What its output items say. */
	json: IDataObject;
	/** Name of its file, without extension. */
	name: string;
	/** Start of the names of its tiles' files. */
	tileName: string;
	/** What errors about it name, besides the item. */
	subject: Omit<Subject, 'itemIndex'>;
	/** What to do when it cannot be had. */
	advice: string;
}

function lost(item: Recipient, { subject, advice }: FoundPicture, why: string) {
	return operationError(
		item.door.context.getNode(),
		`The picture could not be downloaded: ${why}`,
		advice,
		{ ...subject, itemIndex: item.index },
	);
}

async function giveWhole(item: Recipient, found: FoundPicture): Promise<Output[]> {
	const { parameters, door } = item;
	const choice = readSource(parameters);
	const compression = readCompression(parameters);
	const addresses = pictureUrls(found.pictures, choice, door.connection, compression);
	const downloaded = await inRounds(
		door,
		pausesMs,
		async () => await downloadPicture(door, addresses, found.name),
	);
	if (!downloaded.ok) throw lost(item, found, downloaded.failure.message);
	const binary = { [readBinaryField(parameters)]: downloaded.data };
	return [{ json: found.json, binary }];
}

/** Four items, cut from one of the picture's addresses. */
async function splitFrom(
	item: Recipient,
	found: FoundPicture,
	{ url, source: origin }: PictureAddress,
): Promise<Result<Output[]>> {
	const { door, parameters } = item;
	const source = `${origin}Proxy` as const;
	const size = await readPictureSize(door, url);
	if (!size.ok) {
		const message = `${sourceLabels[source]}: ${size.failure.message}`;
		return failure({ ...size.failure, message });
	}
	if (!hasEvenSides(size.data)) {
		const { width, height } = size.data;
		throw refuse(
			item,
			`The picture is no 2x2 grid: its sides, ${width} x ${height}, cannot be halved`,
			"Switch 'Split Grid' off to get it whole.",
			found.subject.taskId,
		);
	}
	const shape = shapeOf(readSource(parameters), readCompression(parameters)) ?? { output: 'png' };
	const outputs: Output[] = [];
	for (const tile of tileUrls(url, size.data, door.connection, shape)) {
		const name = `${found.tileName}-${tile.number}`;
		const downloaded = await downloadPicture(door, [{ source, url: tile.url }], name);
		if (!downloaded.ok) return downloaded;
		outputs.push({
			json: { ...found.json, tile: tile.number },
			binary: { [readBinaryField(parameters)]: downloaded.data },
		});
	}
	return success(outputs);
}

async function giveTiles(item: Recipient, found: FoundPicture): Promise<Output[]> {
	const split = await inRounds<Output[]>(item.door, pausesMs, async () => {
		const failures: Failure[] = [];
		for (const picture of found.pictures) {
			const tiles = await splitFrom(item, found, picture);
			if (tiles.ok) return tiles;
			failures.push(tiles.failure);
		}
		return allFailed(failures);
	});
	if (!split.ok) throw lost(item, found, split.failure.message);
	return split.data;
}

/**
 * The addresses that the user wants and that may be used. They come from outside, so none is, not even through the
 * proxy, but those at hosts of the credential and of Discord.
 */
function usable(item: Recipient, found: FoundPicture): PictureAddress[] {
	const choice = readSource(item.parameters);
	const wanted = picturesOf(found.pictures, choice);
	const trusted = wanted.filter(({ url }) => isAllowedUrl(url, item.door.connection));
	if (trusted.length > 0) return trusted;
	const [first] = wanted;
	if (first === undefined) {
		const where = choice === 'automatic' ? '' : ` for '${sourceLabels[choice]}'`;
		throw lost(item, found, `there is no address${where}`);
	}
	const host = URL.canParse(first.url) ? new URL(first.url).host : first.url;
	throw lost(item, found, `${host} is neither a host of the credential nor one of Discord's`);
}

/** Puts a picture, or its four tiles, into output items. */
export async function givePicture(item: Recipient, given: FoundPicture): Promise<Output[]> {
	const found = { ...given, pictures: usable(item, given) };
	return item.parameters.flag('splitGrid')
		? await giveTiles(item, found)
		: await giveWhole(item, found);
}

import type { IDataObject } from 'n8n-workflow';

import { now } from '../async/sleep';
import { pictureLimitMs } from '../facts/limits';
import type { ItemContext, Output } from '../fields/item';
import type { OutputOptions } from '../fields/output';
import { downloadPicture } from '../image/downloadPicture';
import { originOf, picturesAt, pictureUrls } from '../image/pictureUrls';
import { ItemError, type ErrorSubject } from '../model/inputError';
import { sourceLabels } from '../model/pictureSource';
import type { PictureAddress } from '../model/task';
import { isForbiddenByLogin, whyNotAllowed } from '../service/allowedHosts';
import { success, type Result } from '../service/result';
import { picturePolicy, retry } from '../service/retry';
import { splitGrid } from './splitGrid';

export interface PictureToDeliver {
	/** Where it is stored, best first. */
	pictures: readonly PictureAddress[];
	/** Parts that become an item each, from addresses of their own; it is delivered as a whole without. */
	parts?: readonly PictureAddress[];
	/** JSON of its output items. */
	json: IDataObject;
	/** Name of its file, without extension. */
	name: string;
	/** Start of the names of its tiles' files. */
	tileName: string;
	/** What errors about it name, besides the item. */
	subject: ErrorSubject;
	/** What to do when it cannot be downloaded. */
	advice: string;
	/** When no further address is tried; milliseconds since 1970. */
	deadline?: number;
}

const pictureError = ({ subject, advice }: PictureToDeliver, why: string, more = '') =>
	new ItemError(`The image could not be downloaded: ${why}`, `${more}${advice}`, subject);

const removeLogin =
	'Remove the user name and the password from the URL or, if they are there, from the base URLs in the credential. ';

async function downloadWhole(
	item: ItemContext,
	{ pictures, json, name, deadline }: PictureToDeliver,
	{ source, compression, binaryField }: OutputOptions,
): Promise<Result<Output[]>> {
	const urls = pictureUrls(item.service, pictures, source, compression);
	const downloaded = await downloadPicture(item, urls, name, deadline);
	return downloaded.ok
		? success([{ json, binary: { [binaryField]: downloaded.data } }])
		: downloaded;
}

async function downloadParts(
	item: ItemContext,
	{ parts = [], json, tileName, deadline }: PictureToDeliver,
	{ source, compression, binaryField }: OutputOptions,
): Promise<Result<Output[]>> {
	const outputs: Output[] = [];
	for (const [i, part] of parts.entries()) {
		const urls = pictureUrls(item.service, [part], source, compression);
		const downloaded = await downloadPicture(item, urls, `${tileName}-${i + 1}`, deadline);
		if (!downloaded.ok) return downloaded;
		outputs.push({ json: { ...json, tile: i + 1 }, binary: { [binaryField]: downloaded.data } });
	}
	return success(outputs);
}

/** The addresses that the user wants and that may be used: they come from outside. */
function allowedPictures(
	{ service }: ItemContext,
	picture: PictureToDeliver,
	choice: OutputOptions['source'],
): PictureAddress[] {
	const wanted = picturesAt(picture.pictures, choice);
	const isAllowed = (url: string) => service.isAllowedUrl(url);
	const allowed = wanted.filter(({ url }) => isAllowed(url));
	if (allowed.length > 0) return allowed;
	const [first] = wanted;
	if (first !== undefined) {
		const advice = isForbiddenByLogin(first.url, isAllowed) ? removeLogin : '';
		throw pictureError(picture, whyNotAllowed(first.url, isAllowed), advice);
	}
	const missing = choice === 'automatic' ? '' : ` for '${sourceLabels[choice]}'`;
	throw pictureError(picture, `there is no URL${missing}`);
}

const noImageProxy =
	"Set 'Image Proxy Base URL' in the credential, or choose what needs none: no 'Split Grid', and the image from where it is. ";

/** Cropped and compressed pictures come from the image proxy, which a credential need not name. */
function requireImageProxy(
	{ service }: ItemContext,
	picture: PictureToDeliver,
	{ splitGrid: isSplit, source }: OutputOptions,
): void {
	const isCropped = isSplit && !picture.parts?.length;
	const isNeeded = isCropped || (source !== 'automatic' && source !== originOf(source));
	if (!isNeeded || service.proxyUrl) return;
	throw pictureError(picture, 'the credential names no image proxy', noImageProxy);
}

/** Puts a picture, or its parts, into output items. What fails for the moment is tried again. */
export async function outputPicture(
	item: ItemContext,
	picture: PictureToDeliver,
	options: OutputOptions,
): Promise<Output[]> {
	const { signal } = item.service;
	requireImageProxy(item, picture, options);
	const deadline = now() + pictureLimitMs;
	const pictures = allowedPictures(item, picture, options.source);
	const usable = { ...picture, pictures, deadline };
	const download = picture.parts?.length
		? downloadParts
		: options.splitGrid
			? splitGrid
			: downloadWhole;
	const outputs = await retry(picturePolicy, async () => await download(item, usable, options), {
		signal,
		deadline,
	});
	if (outputs.ok) return outputs.data;
	throw pictureError(picture, outputs.failure.message);
}

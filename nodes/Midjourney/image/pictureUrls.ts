import type { IDataObject } from 'n8n-workflow';

import {
	sourceNames,
	type Compression,
	type SourceChoice,
	type SourceName,
} from '../model/pictureSource';
import { isGrid, type PictureAddress, type PictureSource, type Task } from '../model/task';
import { parseUrl } from '../model/url';
import type { Service } from '../service/service';

/** A URL to try, and the source it belongs to. */
export interface PictureUrl {
	source: SourceName;
	url: string;
}

/** Object storage comes first, since Discord's links expire; the proxy helps where neither can be reached. */
const automaticOrder: readonly SourceName[] = [
	'objectStorage',
	'discord',
	'server',
	'objectStorageProxy',
	'discordProxy',
	'serverProxy',
];

const origins: readonly PictureSource[] = ['discord', 'server', 'objectStorage'];

/** The place where the picture of a source is stored. */
export const originOf = (source: SourceChoice): PictureSource =>
	origins.find((origin) => source.startsWith(origin)) ?? 'objectStorage';

/** The pictures that are stored where the user wants them from. */
export const picturesAt = (pictures: readonly PictureAddress[], choice: SourceChoice) =>
	pictures.filter(({ source }) => choice === 'automatic' || source === originOf(choice));

/** The proxy's own parameters for a compressed picture; undefined where it does not compress. */
export const proxyParameters = (
	choice: SourceChoice,
	{ width, quality, format }: Compression,
): IDataObject | undefined =>
	choice.endsWith('Compressed') ? { w: width, q: quality, output: format } : undefined;

/** The URLs to try for a picture, in order; none by the image proxy where the credential names none. */
export function pictureUrls(
	service: Pick<Service, 'proxyUrl'>,
	pictures: readonly PictureAddress[],
	choice: SourceChoice,
	compression: Compression,
): PictureUrl[] {
	const sources =
		choice === 'automatic' ? automaticOrder : sourceNames.filter((name) => name === choice);
	const urlFrom = (source: SourceName, url: string) =>
		source === originOf(source)
			? url
			: service.proxyUrl?.(url, proxyParameters(source, compression));
	return sources.flatMap((source) =>
		picturesAt(pictures, source).flatMap((picture) => {
			const url = urlFrom(source, picture.url);
			return url === undefined ? [] : [{ source, url }];
		}),
	);
}

/** Discord's links say when they expire, in seconds since 1970, as a hexadecimal number. */
export function isExpiredUrl(url: string, at: number): boolean {
	const expires = parseUrl(url)?.searchParams.get('ex') ?? null;
	return expires !== null && Number.parseInt(expires, 16) * 1000 <= at;
}

/** File name of a task's picture, without its extension. */
export const fileNameOf = (task: Pick<Task, 'id' | 'action'>) =>
	isGrid(task) ? `${task.id}-grid` : task.id;

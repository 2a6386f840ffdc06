import type { IDataObject } from 'n8n-workflow';

import type { OhMyGptSettings } from '../service/ohmygpt/settings';
import { proxyUrl } from '../service/imageProxy';
import type { Compression, SourceChoice, SourceName } from '../model/pictureSource';
import { sourceNames } from '../model/pictureSource';
import { isGrid } from '../model/task';
import type { PictureAddress, PictureSource, Task } from '../model/task';

/** An address to try, and the way it stands for. */
export interface PictureUrl {
	source: SourceName;
	url: string;
}

/** Object storage comes first, since Discord's links expire; the proxy helps where both cannot be reached. */
const automaticOrder: readonly SourceName[] = [
	'objectStorage',
	'discord',
	'objectStorageProxy',
	'discordProxy',
];

const originOf = (name: SourceName): PictureSource =>
	name.startsWith('discord') ? 'discord' : 'objectStorage';

/** The pictures that lie where the user wants them from. */
export const picturesOf = (pictures: readonly PictureAddress[], choice: SourceChoice) =>
	pictures.filter(({ source }) => choice === 'automatic' || source === originOf(choice));

/** What the proxy is to make of a picture, in its own parameters; undefined where it passes it on as it is. */
export function shapeOf(
	choice: SourceChoice,
	{ width, quality, format }: Compression,
): IDataObject | undefined {
	return choice.endsWith('Compressed') ? { w: width, q: quality, output: format } : undefined;
}

function addressOf(
	name: SourceName,
	url: string,
	connection: OhMyGptSettings,
	compression: Compression,
) {
	const isDirect = name === originOf(name);
	return isDirect ? url : proxyUrl(connection, url, shapeOf(name, compression));
}

/** The addresses to try for a picture, in order. */
export function pictureUrls(
	pictures: readonly PictureAddress[],
	choice: SourceChoice,
	connection: OhMyGptSettings,
	compression: Compression,
): PictureUrl[] {
	const names =
		choice === 'automatic' ? automaticOrder : sourceNames.filter((name) => name === choice);
	return names.flatMap((name) =>
		picturesOf(pictures, name).map(({ url }) => ({
			source: name,
			url: addressOf(name, url, connection, compression),
		})),
	);
}

/** Discord's links say when they expire, in seconds since 1970, as a hexadecimal number. */
export function isExpiredUrl(url: string, now: number): boolean {
	const expires = URL.canParse(url) ? new URL(url).searchParams.get('ex') : null;
	return expires !== null && Number.parseInt(expires, 16) * 1000 <= now;
}

/** File name without its extension: what the picture is. */
export const fileNameOf = (task: Pick<Task, 'id' | 'action'>) =>
	isGrid(task) ? `${task.id}-grid` : task.id;

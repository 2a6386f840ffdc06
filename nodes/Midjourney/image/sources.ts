import type { Connection } from '../api/connection';
import { proxied } from '../api/imageProxy';
import type { Compression, SourceChoice, SourceName } from '../model/source';
import { sourceNames } from '../model/source';
import { isGrid } from '../model/task';
import type { PictureSource, Task } from '../model/task';

/** An address to try, and the way it stands for. */
export interface Address {
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

function addressOf(
	name: SourceName,
	url: string,
	connection: Connection,
	compression: Compression,
) {
	if (name.endsWith('Proxy')) return proxied(connection, url);
	if (!name.endsWith('Compressed')) return url;
	const { width, quality, format } = compression;
	return proxied(connection, url, { w: width, q: quality, output: format });
}

/** The addresses to try for a task's picture, in order. */
export function addressesFor(
	{ pictures }: Pick<Task, 'pictures'>,
	choice: SourceChoice,
	connection: Connection,
	compression: Compression,
): Address[] {
	const names =
		choice === 'automatic' ? automaticOrder : sourceNames.filter((name) => name === choice);
	return names.flatMap((name) =>
		pictures
			.filter(({ source }) => source === originOf(name))
			.map(({ url }) => ({ source: name, url: addressOf(name, url, connection, compression) })),
	);
}

/** File name without its extension: what the picture is. */
export const fileStem = (task: Pick<Task, 'id' | 'action'>) =>
	isGrid(task) ? `${task.id}-grid` : task.id;

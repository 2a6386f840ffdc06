import { operationError } from '../service/errors';
import { isPrivateUrl } from '../service/allowedHosts';
import type { Bearer } from './referencePictures';

const isAddress = (url: string) => /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);

/** Checks addresses of pictures, before anything is loaded or sent. */
export function checkUrls({ door, index }: Bearer, urls: readonly string[]): void {
	const wrong = urls.find((url) => !isAddress(url));
	if (wrong === undefined) return;
	throw operationError(
		door.context.getNode(),
		`'${wrong}' is no address of a picture`,
		'A picture is given by its whole address, starting with https://.',
		{ itemIndex: index },
	);
}

/** Checks addresses that Midjourney is to load itself. */
export function checkPublicUrls(bearer: Bearer, urls: readonly string[]): void {
	checkUrls(bearer, urls);
	const { door, index } = bearer;
	const hidden = urls.find((url) => isPrivateUrl(url));
	if (hidden === undefined || isPrivateUrl(door.connection.apiBaseUrl)) return;
	throw operationError(
		door.context.getNode(),
		`Midjourney cannot load '${hidden}', since only your own network can reach it`,
		'Use a public address, or put the picture into a binary field.',
		{ itemIndex: index },
	);
}

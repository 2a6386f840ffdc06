import { discordAttachment } from './discordAttachment';
import { get } from './get';
import { getMany } from './getMany';
import { imageProxy } from './imageProxy';
import { imagine } from './imagine';
import { publicFile } from './publicFile';
import type { Route } from './route';
import { storedPicture } from './storedPicture';

/** Every endpoint of the service that the emulator plays. */
export const routes: readonly Route[] = [
	imagine,
	get,
	getMany,
	storedPicture,
	discordAttachment,
	publicFile,
	imageProxy,
];

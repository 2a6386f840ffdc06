import { apiKeyCreate } from './apiKey/create';
import { apiKeyDelete } from './apiKey/delete';
import { apiKeyGetMany } from './apiKey/getMany';
import { apiKeyUpdate } from './apiKey/update';
import { blend } from './blend';
import { chat } from './chat';
import { describe } from './describe';
import { discordAttachment } from './discordAttachment';
import { filesUpdate } from './filesUpdate';
import { filesUpload } from './filesUpload';
import { get } from './get';
import { getBalance } from './getBalance';
import { getMany } from './getMany';
import { getMembership } from './getMembership';
import { getModelRates } from './getModelRates';
import { imageProxy } from './imageProxy';
import { imagine } from './imagine';
import { publicFile } from './publicFile';
import type { Route } from './route';
import { runAction } from './runAction';
import { storedPicture } from './storedPicture';

/** All endpoints of the service that the emulator has. */
export const routes: readonly Route[] = [
	imagine,
	blend,
	describe,
	runAction,
	get,
	getMany,
	storedPicture,
	discordAttachment,
	imageProxy,
	getBalance,
	getMembership,
	getModelRates,
	apiKeyCreate,
	apiKeyUpdate,
	apiKeyGetMany,
	apiKeyDelete,
	filesUpload,
	filesUpdate,
	publicFile,
	chat,
];

import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../client';
import { endpoints } from './facts/endpoints';
import { send, sendToFirst } from './send';

const { list, create, update, delete: deletePaths } = endpoints.apiKeys;

export const listKeys = async (client: ApiClient) => await send(client, { path: list, body: {} });

export const createKey = async (client: ApiClient, body: IDataObject) =>
	await sendToFirst(client, create, { body });

export const updateKey = async (client: ApiClient, body: IDataObject) =>
	await send(client, { path: update, body });

/** The only call that takes a form instead of JSON. */
export const deleteKey = async (client: ApiClient, key: string) =>
	await sendToFirst(client, deletePaths, {
		body: { key },
		contentType: 'application/x-www-form-urlencoded',
	});

import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../client';
import { endpoints } from './facts/endpoints';
import { midjourneyModel } from './facts/vocabulary';
import { send, sendToFirst } from './send';

const { list, create, update, delete: deletePaths } = endpoints.apiKeys;

/** The service's pages write "midJourney" too, but it checks the permission against the model of a request. */
const toPermission = (permission: unknown) =>
	typeof permission === 'string' && permission.toLowerCase() === midjourneyModel
		? midjourneyModel
		: permission;

const withPermissions = ({ permissions, ...body }: IDataObject): IDataObject => ({
	...body,
	...(Array.isArray(permissions) ? { permissions: permissions.map(toPermission) } : {}),
});

export const listKeys = async (client: ApiClient) => await send(client, { path: list, body: {} });

export const createKey = async (client: ApiClient, body: IDataObject) =>
	await sendToFirst(client, create, { body: withPermissions(body) });

export const updateKey = async (client: ApiClient, body: IDataObject) =>
	await send(client, { path: update, body: withPermissions(body) });

/** The only call that takes a form instead of JSON. */
export const deleteKey = async (client: ApiClient, key: string) =>
	await sendToFirst(client, deletePaths, {
		body: { key },
		contentType: 'application/x-www-form-urlencoded',
	});

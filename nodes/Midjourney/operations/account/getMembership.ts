import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../service/ohmygpt/envelope';
import { send } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { ask } from '../ask';
import type { ItemOperation } from '../operation';

/** The answer's shape is not documented: an object is given as it came, a bare date under a name. */
const toJson = (data: unknown): IDataObject =>
	isObject(data) ? (data as IDataObject) : { expiresAt: data ?? null };

export const getMembership: ItemOperation = {
	resource: 'account',
	value: 'getMembership',
	name: 'Get Membership',
	action: 'Get account membership',
	description: 'Get the dates until which the account is a member',
	endpoint: 'membership',
	fields: [],
	async execute(item) {
		const request = { path: endpoints.membership, body: {} };
		const data = await ask(item, async () => await send(item.door, request));
		return [{ json: toJson(data) }];
	},
};

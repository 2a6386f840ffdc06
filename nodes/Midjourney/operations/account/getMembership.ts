import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../model/json';
import { requestData } from '../../service/errors';
import { getMembership as requestMembership } from '../../service/ohmygpt/account';
import type { ItemOperation } from '../operation';

/** An object is returned as it came, a bare date under a name. */
const toJson = (data: unknown): IDataObject =>
	isObject(data) ? (data as IDataObject) : { expiresAt: data ?? null };

export const getMembership: ItemOperation = {
	resource: 'account',
	value: 'getMembership',
	name: 'Get Membership',
	action: 'Get account membership',
	description: 'Get the dates until which the account is a member',
	needs: 'account',
	endpoint: 'membership',
	fields: [],
	async execute({ service }) {
		return [{ json: toJson(await requestData(service, requestMembership)) }];
	},
};

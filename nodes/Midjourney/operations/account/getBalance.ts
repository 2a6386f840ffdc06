import type { IDataObject } from 'n8n-workflow';

import { simplifyField } from '../../fields/output';
import { isObject } from '../../model/json';
import { requestData } from '../../service/errors';
import { getBalance as requestBalance, toBalanceJson } from '../../service/ohmygpt/account';
import type { ItemOperation } from '../operation';

export const getBalance: ItemOperation = {
	resource: 'account',
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get account balance',
	description: 'Get the tokens that are left, and what they are worth',
	needs: 'account',
	endpoint: 'balance',
	fields: [simplifyField],
	async execute({ service, parameters }) {
		const simplify = parameters.flag(simplifyField);
		const data = await requestData(service, requestBalance);
		const isRaw = !simplify && isObject(data);
		return [{ json: isRaw ? (data as IDataObject) : toBalanceJson(data) }];
	},
};

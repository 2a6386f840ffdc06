import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../service/ohmygpt/envelope';
import { send } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { simplifyField } from '../../fields/output';
import { toMoney, toNumber } from '../../service/ohmygpt/money';
import { ask } from '../ask';
import type { ItemOperation } from '../operation';

/** Balances are tokens, as decimal text. */
function simplified(data: unknown): IDataObject {
	const { balance, free_balance: free } = isObject(data) ? data : {};
	const tokens = toNumber(balance);
	const { usd, cny } = tokens === null ? { usd: null, cny: null } : toMoney(tokens);
	return { balanceTokens: tokens, freeTokens: toNumber(free), balanceUsd: usd, balanceCny: cny };
}

export const getBalance: ItemOperation = {
	resource: 'account',
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get account balance',
	description: 'Get the tokens that are left, and what they are worth',
	endpoint: 'balance',
	fields: [simplifyField],
	async execute(item) {
		const request = { path: endpoints.balance, body: {} };
		const data = await ask(item, async () => await send(item.door, request));
		const isSimple = item.parameters.flag('simplify');
		return [{ json: isSimple || !isObject(data) ? simplified(data) : (data as IDataObject) }];
	},
};

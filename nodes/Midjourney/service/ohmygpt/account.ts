import type { IDataObject } from 'n8n-workflow';

import { isObject, toNumber } from '../../model/json';
import type { ApiClient } from '../client';
import { endpoints } from './facts/endpoints';
import { toMoney } from './money';
import { send } from './send';

export const getBalance = async (client: ApiClient) =>
	await send(client, { path: endpoints.balance, body: {} });

/** Balances are tokens, as decimal text. */
export function toBalanceJson(data: unknown): IDataObject {
	const { balance, free_balance: free } = isObject(data) ? data : {};
	const tokens = toNumber(balance);
	const { usd, cny } = tokens === null ? { usd: null, cny: null } : toMoney(tokens);
	return { balanceTokens: tokens, freeTokens: toNumber(free), balanceUsd: usd, balanceCny: cny };
}

/** The response's shape is not documented. */
export const getMembership = async (client: ApiClient) =>
	await send(client, { path: endpoints.membership, body: {} });

/** The response's shape is not documented. */
export const getModelRates = async (client: ApiClient) =>
	await send(client, { method: 'GET', path: endpoints.modelRates });

import type { Pool } from '../../facts/pools';
import { isPool } from '../../model/task';
import { assumedPrices, prices, tokensPerUnit, type PricedAction } from './facts/prices';

/** Actions that have a price, in alphabetical order. */
export const pricedActions: readonly string[] = Object.keys(prices.FAST).sort();

const isPriced = (pool: Pool, action: string): action is PricedAction =>
	Object.hasOwn(prices[pool], action);

/** Tokens of one successful task; null where the price table has no row for the action or pool. */
export function priceOf(pool: string, action: string): number | null {
	if (!isPool(pool)) return null;
	const priced = Object.hasOwn(assumedPrices, action) ? (assumedPrices[action] ?? action) : action;
	return isPriced(pool, priced) ? prices[pool][priced] : null;
}

const toHundredthCents = (amount: number) => Math.round(amount * 10_000) / 10_000;

/** What tokens are worth, to a hundredth of a cent. */
export const toMoney = (tokens: number) => ({
	usd: toHundredthCents(tokens / tokensPerUnit.USD),
	cny: toHundredthCents(tokens / tokensPerUnit.CNY),
});

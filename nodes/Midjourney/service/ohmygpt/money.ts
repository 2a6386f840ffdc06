import { tokensPerUnit } from './facts/prices';

const rounded = (amount: number) => Math.round(amount * 10_000) / 10_000;

/** What tokens are worth, to a hundredth of a cent. */
export const toMoney = (tokens: number) => ({
	usd: rounded(tokens / tokensPerUnit.USD),
	cny: rounded(tokens / tokensPerUnit.CNY),
});

/** A number from the service's decimal text; null where it is none. */
export function toNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || value.trim() === '') return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

/** What a probe may create. `tokens` is undefined where the service has no prices. */
export interface SpendingLimit {
	tokens: number | undefined;
	tasks: number;
}

export interface Spending {
	readonly limit: SpendingLimit;
	/** Reserved so far: what was created or may have been. */
	readonly reserved: { tokens: number; tasks: number };
	/** Whether a creation of this price still fits, and so many more of other prices. */
	hasRoom(...prices: number[]): boolean;
	/** Reserves one creation; false if it does not fit. */
	reserve(price: number): boolean;
	/** Takes back one reservation. Only for a creation that is proven to have made no task or cost nothing. */
	release(price: number, what: 'tokens and task' | 'tokens'): void;
	/** The balance shows that a task cost more than was reserved. */
	addTokens(tokens: number): void;
}

/** A creation is reserved before it is sent, at the highest price that it can have. */
export function createSpending(limit: SpendingLimit): Spending {
	const reserved = { tokens: 0, tasks: 0 };
	const hasRoom = (...prices: number[]) => {
		const sum = prices.reduce((total, price) => total + price, 0);
		const isAffordable = limit.tokens === undefined || reserved.tokens + sum <= limit.tokens;
		return isAffordable && reserved.tasks + prices.length <= limit.tasks;
	};
	return {
		limit,
		reserved,
		hasRoom,
		reserve(price) {
			if (!hasRoom(price)) return false;
			reserved.tokens += price;
			reserved.tasks += 1;
			return true;
		},
		release(price, what) {
			reserved.tokens -= price;
			if (what === 'tokens and task') reserved.tasks -= 1;
		},
		addTokens(tokens) {
			reserved.tokens += tokens;
		},
	};
}

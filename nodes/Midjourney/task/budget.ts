/** Tokens that a run may spend. Tasks that are under way count as spent. */
export interface Budget {
	/** Whether the price does not exceed the maximum now. */
	fits(price: number): boolean;
	/** Reserves the price if it fits; false where it would exceed the maximum. */
	reserve(price: number): boolean;
	/** Counts a task that exists already, whether it fits or not. */
	spend(price: number): void;
	/** Returns the price of a task that was not created or has failed: only successes are charged. */
	refund(price: number): void;
}

export function createBudget(maximum: number): Budget {
	let spent = 0;
	const fits = (price: number) => spent + price <= maximum;
	return {
		fits,
		reserve(price) {
			if (!fits(price)) return false;
			spent += price;
			return true;
		},
		spend(price) {
			spent += price;
		},
		refund(price) {
			spent -= price;
		},
	};
}

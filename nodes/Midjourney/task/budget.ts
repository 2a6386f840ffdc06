/** Tokens that a run may spend. What is under way counts as spent. */
export interface Budget {
	/** Takes the price if it fits; false where it would pass the maximum. */
	take(price: number): boolean;
	/** Counts a task that exists already, whether it fits or not. */
	spend(price: number): void;
	/** Gives back the price of a task that was not made or has failed: only successes are charged. */
	giveBack(price: number): void;
	readonly spent: number;
}

export function createBudget(maximum: number): Budget {
	let spent = 0;
	return {
		take(price) {
			if (spent + price > maximum) return false;
			spent += price;
			return true;
		},
		spend(price) {
			spent += price;
		},
		giveBack(price) {
			spent -= price;
		},
		get spent() {
			return spent;
		},
	};
}

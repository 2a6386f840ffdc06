import { createPlaces } from './places';

/**
 * Lets creations through together as long as the service takes them, and one at a time once it has said that the
 * queue is full, so that a queue that others fill is knocked at by one and not by all.
 */
export interface Gate {
	pass<T>(work: () => Promise<T>): Promise<T>;
	/** The service has said that the queue is full. */
	full(): void;
	/** Something has ended: a place may be free. */
	freed(): void;
	/** Resolves at the next `freed`. */
	untilFreed(): Promise<void>;
}

const together = 5;

export function createGate(): Gate {
	const wide = createPlaces(together);
	const narrow = createPlaces(1);
	let isFull = false;
	let wake: () => void = () => undefined;
	let freed = Promise.resolve();
	const rearm = () => {
		freed = new Promise((resolve) => {
			wake = resolve;
		});
	};
	rearm();
	return {
		async pass(work) {
			if (!isFull) return await wide.hold(work);
			return await narrow.hold(async () => {
				try {
					return await work();
				} finally {
					if (narrow.waiting === 0) isFull = false;
				}
			});
		},
		full() {
			isFull = true;
		},
		freed() {
			wake();
			rearm();
		},
		untilFreed: async () => await freed,
	};
}

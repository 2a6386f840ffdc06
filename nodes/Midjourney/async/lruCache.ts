/** A cache of the `maxEntries` keys that were used last. `create` makes the value of a new key. */
export function createLruCache<T>(maxEntries: number, create: () => T): (key: string) => T {
	const entries = new Map<string, T>();

	return (key) => {
		const value = entries.get(key) ?? create();
		entries.delete(key);
		entries.set(key, value);
		const [oldest] = entries.keys();
		if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
		return value;
	};
}

/**
 * What this process remembers by key, for the keys that were used last. `create` makes what is remembered of a new key.
 */
export function createLruCache<T>(most: number, create: () => T): (key: string) => T {
	const remembered = new Map<string, T>();

	return (key) => {
		const value = remembered.get(key) ?? create();
		remembered.delete(key);
		remembered.set(key, value);
		const [oldest] = remembered.keys();
		if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
		return value;
	};
}

/**
 * Works through a list with at most `width` pieces of work at once; results are in the order of the list.
 * After the first rejection nothing more is begun, and it is passed on.
 */
export async function mapConcurrently<T, R>(
	list: readonly T[],
	width: number,
	work: (entry: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(list.length);
	const entries = list.entries();
	let failed = false;
	const lane = async () => {
		for (const [index, entry] of entries) {
			if (failed) return;
			try {
				results[index] = await work(entry, index);
			} finally {
				failed ||= !(index in results);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, list.length) }, lane));
	return results;
}

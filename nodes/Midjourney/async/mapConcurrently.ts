/**
 * Maps a list with at most `concurrency` calls at once; results are in the order of the list.
 * After the first rejection no further call begins, and it is passed on.
 */
export async function mapConcurrently<T, R>(
	list: readonly T[],
	concurrency: number,
	map: (entry: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(list.length);
	const entries = list.entries();
	let hasFailed = false;
	const worker = async () => {
		for (const [index, entry] of entries) {
			if (hasFailed) return;
			try {
				results[index] = await map(entry, index);
			} finally {
				hasFailed ||= !(index in results);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, list.length) }, worker));
	return results;
}

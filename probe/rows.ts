import type { Answer } from './wireClient';
import { at, typeOf } from './jsonValue';

export type RowResult = 'held' | 'not held' | 'not tried';

export interface Verdict {
	result: RowResult;
	/** What was seen, or why it was not tried. */
	seen: string;
}

/** One statement about the service, and how the answers show whether it holds. */
export interface Row<Seen> {
	/** C, U, P, Q: number in the lists of contradictions and unknowns; a word for what they do not have. */
	id: string;
	says: string;
	judge: (seen: Seen) => Verdict;
}

export interface JudgedRow extends Verdict {
	id: string;
	says: string;
}

export const notTried = (seen: string): Verdict => ({ result: 'not tried', seen });

export const verdict = (isHeld: boolean, seen: string): Verdict => ({
	result: isHeld ? 'held' : 'not held',
	seen,
});

/** A row that this program never settles. */
export const never = <Seen>(id: string, says: string, reason: string): Row<Seen> => ({
	id,
	says,
	judge: () => notTried(reason),
});

/** Judges a value that may not have been seen. */
export function judged<Value>(
	value: Value | undefined,
	reason: string,
	judge: (value: Value) => Verdict,
): Verdict {
	return value === undefined ? notTried(reason) : judge(value);
}

export const judgeRows = <Seen>(rows: ReadonlyArray<Row<Seen>>, seen: Seen): JudgedRow[] =>
	rows.map(({ id, says, judge }) => ({ id, says, ...judge(seen) }));

/** An answer in a few words: HTTP status, code, types. Values of the service's own are left out. */
export function shapeOf({ status, json, contentType }: Answer): string {
	if (status === null) return 'no answer';
	if (json === undefined) return `HTTP ${status}, no JSON (${contentType || 'no content type'})`;
	const code = at(json, 'statusCode') ?? at(json, 'code');
	const data = at(json, 'data');
	return [
		`HTTP ${status}`,
		...(typeOf(code) === 'integer' ? [`code ${String(code)}`] : []),
		...(data === undefined ? [typeOf(json)] : [`data: ${typeOf(data)}`]),
	].join(', ');
}

/** Different texts, each once, in order. */
export const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

export const listed = (texts: readonly string[]): string => distinct(texts).join(', ') || 'none';

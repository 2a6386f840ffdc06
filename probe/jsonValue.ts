/** What the answers of a service contain, as it came. Nothing here corrects a value. */
export type ValueType =
	| 'integer'
	| 'number'
	| 'text'
	| 'list'
	| 'object'
	| 'true or false'
	| 'null'
	| 'missing';

/** Ids beyond 2^53 stay exact: they become a bigint. */
function exact(_name: string, value: unknown, context?: { source?: string }): unknown {
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
	const source = context?.source ?? '';
	return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** undefined for a text that is no JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text, exact) as unknown;
	} catch {
		return undefined;
	}
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of names and positions; undefined if there is none. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
	return path.reduce<unknown>((inner, step) => {
		if (Array.isArray(inner))
			return typeof step === 'number' ? (inner[step] as unknown) : undefined;
		return isObject(inner) ? inner[String(step)] : undefined;
	}, value);
}

export function typeOf(value: unknown): ValueType {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'string') return 'text';
	if (typeof value === 'boolean') return 'true or false';
	if (typeof value === 'bigint') return 'integer';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
	return 'object';
}

/** A list at a path; empty if there is none. */
export function listAt(value: unknown, ...path: Array<string | number>): unknown[] {
	const found = at(value, ...path);
	return Array.isArray(found) ? (found as unknown[]) : [];
}

/** A text, as it is; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An id as the digits or letters of its JSON; empty for a value that can be none. */
export function idOf(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'bigint' || Number.isInteger(value) ? String(value) : '';
}

/** The texts and numbers of a value at any depth, each with the name of its field. */
export function leavesOf(value: unknown, name = ''): Array<{ name: string; value: unknown }> {
	if (Array.isArray(value)) return value.flatMap((each: unknown) => leavesOf(each, name));
	if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => leavesOf(each, key));
	return [{ name, value }];
}

/** JSON with the digits of a bigint. */
export const toJson = (value: unknown): string =>
	JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

export const fieldNames = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);

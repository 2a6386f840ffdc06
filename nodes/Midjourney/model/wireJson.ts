const longNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])\d{16,}(?![\w.])/g;

/**
 * The value of JSON text; undefined where it is none. Whole numbers of 16 and more digits become text, so that IDs beyond
 * 2^53 keep all their digits.
 */
export function parseWireJson(json: string): unknown {
	try {
		const safe = /\d{16}/.test(json)
			? json.replace(longNumbers, (part) => (part.startsWith('"') ? part : `"${part}"`))
			: json;
		return JSON.parse(safe);
	} catch {
		return undefined;
	}
}

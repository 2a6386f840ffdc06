import { parameterFacts, type ParameterName } from '../../facts/parameters/parameterFacts';

/** Every name that can be suggested, with its parameter. */
const candidates = parameterFacts
	.filter(({ supportedBy }) => supportedBy.length > 0)
	.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])].map((written) => ({ written, name })));

const farthest = 2;

/** The parameter that was probably meant by an unknown name: within two letters of at least six, one of a shorter name, or a longer or shorter form. */
export function nearestParameter(written: string): ParameterName | undefined {
	const unknown = written.toLowerCase().slice(0, 20);
	if (unknown.length < 2) return undefined;
	const close = candidates
		.map((candidate) => ({ ...candidate, away: distance(unknown, candidate.written) }))
		.filter(({ written: known, away }) => away <= Math.min(farthest, Math.floor(known.length / 3)))
		.sort((a, b) => a.away - b.away)[0];
	return (close ?? candidates.find(({ written: known }) => isFormOf(unknown, known)))?.name;
}

function isFormOf(unknown: string, known: string): boolean {
	const letters = /^[a-z]+/.exec(unknown)?.[0];
	return (
		letters === known ||
		(known.length > 2 && (unknown.startsWith(known) || known.startsWith(unknown)))
	);
}

/** Letters to insert, drop or replace (Levenshtein). */
function distance(a: string, b: string): number {
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= b.length; column += 1) {
			const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
			const inserted = (current[column - 1] ?? 0) + 1;
			const dropped = (previous[column] ?? 0) + 1;
			current.push(Math.min(replaced, inserted, dropped));
		}
		previous = current;
	}
	return previous[b.length] ?? 0;
}

import fc from 'fast-check';
import {
	parameterFacts,
	type PromptParameters,
} from '../../nodes/Midjourney/facts/parameters/parameterFacts';
import { buildPrompt } from '../../nodes/Midjourney/prompt/build';
import { checkPrompt } from '../../nodes/Midjourney/prompt/check';
import { resultOfPrompt } from '../../nodes/Midjourney/prompt/promptResult';
import { parsePrompt } from '../../nodes/Midjourney/prompt/parse';
import { legalParameters, legalText } from './legalPrompts';

const sent = { pictures: 1 };
const errorsOf = (prompt: string) =>
	checkPrompt(prompt, sent).filter(({ severity }) => severity === 'error');
const namesIn = (prompt: string) => parsePrompt(prompt).flags.map(({ name }) => name);
const halves = (parameters: PromptParameters, inText: readonly boolean[]) => {
	const entries = Object.entries(parameters);
	const part = (wanted: boolean) =>
		Object.fromEntries(entries.filter((_, index) => (inText[index] ?? false) === wanted));
	return { inText: part(true), inFields: part(false) };
};

describe('building', () => {
	it('returns a prompt that passes the check, for all legal text and parameters', () => {
		fc.assert(
			fc.property(legalText, legalParameters, (text, parameters) => {
				expect(errorsOf(buildPrompt(text, parameters))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});

	it('passes the check and writes no flag twice if the text already has some of the flags', () => {
		fc.assert(
			fc.property(
				legalText,
				legalParameters,
				fc.array(fc.boolean()),
				(text, parameters, choice) => {
					const { inText } = halves(parameters, choice);
					const prompt = buildPrompt(buildPrompt(text, inText), parameters);
					expect(errorsOf(prompt)).toEqual([]);
					expect(new Set(namesIn(prompt)).size).toBe(namesIn(prompt).length);
					expect(new Set(namesIn(prompt))).toEqual(new Set(namesIn(buildPrompt(text, parameters))));
				},
			),
		);
	});

	it('does not change the text and its flags', () => {
		fc.assert(
			fc.property(legalText, legalParameters, legalParameters, (text, own, added) => {
				const before = buildPrompt(text, own);
				expect(buildPrompt(before, added).startsWith(before)).toBe(true);
			}),
		);
	});

	it('twice gives the same result as once, for any text and any parameters', () => {
		const anyParameters = fc.dictionary(
			fc.constantFrom(...parameterFacts.map(({ name }) => name)),
			fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom('--ar 1:1', '--', '—')),
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), anyParameters, (text, parameters) => {
				const once = buildPrompt(text, parameters);
				expect(buildPrompt(once, parameters)).toBe(once);
			}),
			{ numRuns: 500 },
		);
	});
});

/** Pieces that have a meaning in some rule, and any other text. */
const piece = fc.oneof(
	fc.constantFrom(
		...['-', '--', '—', '–', ' ', '\n', '{', '}', ',', '.', ':', '::', '\\', '9', '.5', '"'],
		...[
			'--ar',
			'—ar',
			'3:2',
			'a--v',
			'--no',
			'--sref',
			'random',
			'https://a.b/c.png',
			'{{ $json',
			'🪁',
		],
		...parameterFacts.map(({ name }) => `--${name}`),
	),
	fc.string({ unit: 'binary', maxLength: 4 }),
);

describe('checking', () => {
	it('never throws, and every finding has a message, for any text', () => {
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, spaced) => {
				const prompt = pieces.join(spaced ? ' ' : '');
				for (const { message, severity } of checkPrompt(prompt, { pictures: 0 })) {
					expect(message.length).toBeGreaterThan(10);
					expect(['error', 'hint']).toContain(severity);
				}
				resultOfPrompt(prompt);
			}),
			{ numRuns: 2000 },
		);
	});

	it('needs about linear time, whatever is repeated', () => {
		// Quadratic work would take a hundred times as long. Times below the floor are too short to measure.
		const floorMs = 30;
		const run = (unit: string, length: number) => {
			const prompt = unit.repeat(Math.ceil(length / unit.length));
			const before = process.cpuUsage();
			checkPrompt(prompt, { pictures: 0 });
			buildPrompt(prompt, { ar: '3:2' });
			const { user, system } = process.cpuUsage(before);
			return (user + system) / 1000;
		};
		const fragment = fc
			.array(piece, { minLength: 1, maxLength: 4 })
			.map((pieces) => pieces.join(''))
			.filter((text) => text !== '');
		fc.assert(
			fc.property(fragment, (unit) => {
				const short = Math.max(run(unit, 10_000), floorMs);
				expect(run(unit, 100_000)).toBeLessThan(40 * short);
			}),
			{
				numRuns: 25,
				examples: ['-', '—', '{', '{,', '{,}', ':', '::1 ', '.', ' ', '--a ', '\\', 'a--ar '].map(
					(unit) => [unit],
				),
			},
		);
	}, 60_000);
});

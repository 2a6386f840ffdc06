import fc from 'fast-check';
import { parsePrompt, seedOf } from '../../nodes/Midjourney/prompt/parse';

describe('parsePrompt', () => {
	it('separates URLs, text and flags', () => {
		const prompt = 'https://example.org/ref.png a red kite --ar 3:2 --s 250 --raw';
		const { pictures, text, flags } = parsePrompt(prompt);
		expect(pictures.map((word) => word.text)).toEqual(['https://example.org/ref.png']);
		expect(text.text).toBe('a red kite');
		expect(
			flags.map(({ written, name, values }) => [written, name, values.map((v) => v.text)]),
		).toEqual([
			['--ar', 'ar', ['3:2']],
			['--s', 'stylize', ['250']],
			['--raw', 'raw', []],
		]);
	});

	it.each([
		['an alias', '--aspect 3:2', 'ar'],
		['capitals', '--AR 3:2', 'ar'],
		['no space between name and value', '--ar3:2', 'ar'],
		['an equals sign', '--ar=3:2', 'ar'],
		['a comma after the name', '--ar, 3:2', 'ar'],
	])('recognises a flag with %s', (_, flag, name) => {
		expect(parsePrompt(`a kite ${flag}`).flags[0]?.name).toBe(name);
	});

	it('sets no name for a flag that is not a known parameter', () => {
		expect(parsePrompt('a kite --kite-like 3').flags[0]).toMatchObject({ written: '--kite-like' });
		expect(parsePrompt('a kite --kite-like 3').flags[0]?.name).toBeUndefined();
	});

	it('reads everything up to the next flag as the value of a list', () => {
		const [no] = parsePrompt('a kite --no people, cars --tile').flags;
		expect(no?.values.map(({ text }) => text)).toEqual(['people,', 'cars']);
	});

	it('covers every character except white space exactly once, for any text', () => {
		fc.assert(
			fc.property(anyPrompt, (prompt) => {
				const { pictures, text, flags } = parsePrompt(prompt);
				const parts = [...pictures, text, ...flags];
				const seen = parts.map(({ start, end }) => prompt.slice(start, end));
				expect(seen.join('').replace(/\s/g, '')).toBe(prompt.replace(/\s/g, ''));
				parts.reduce((end, part) => {
					expect(part.start).toBeGreaterThanOrEqual(end);
					expect(prompt.slice(end, part.start).trim()).toBe('');
					return part.end;
				}, 0);
				for (const { text: word, start, end } of flags.flatMap(({ values }) => values)) {
					expect(prompt.slice(start, end)).toBe(word);
				}
			}),
		);
	});
});

describe('seedOf', () => {
	it.each([
		['a kite --seed 42 --raw', 42],
		['a kite --seed 4294967295', 4294967295],
		['a kite', undefined],
		['a kite --seed', undefined],
		['a kite --seed random', undefined],
	])('reads %j as %p', (prompt, seed) => {
		expect(seedOf(prompt)).toBe(seed);
	});
});

/** Any text, and text made of parts with a meaning in prompts. */
const anyPrompt = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc
		.array(
			fc.constantFrom(
				'--',
				'—',
				' ',
				'ar',
				'3:2',
				'{',
				',',
				'}',
				'https://a.b',
				'::',
				'no',
				'\n',
				'.',
			),
		)
		.map((pieces) => pieces.join('')),
);

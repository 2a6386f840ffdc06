import fc from 'fast-check';
import { splitPrompts } from '../../nodes/Midjourney/model/describedPrompts';

const four = ['a red kite --ar 3:2', 'dunes, 35 mm', 'flight at dawn', 'paper and wind'];

test.each([
	['keycaps and blank lines', (text: string, n: number) => `${n}️⃣ ${text}`, '\n\n'],
	['keycaps without their variation mark', (text: string, n: number) => `${n}⃣ ${text}`, '\n'],
	['plain numbers', (text: string, n: number) => `${n}. ${text}`, '\n'],
	['numbers in brackets', (text: string, n: number) => `${n}) ${text}`, '\r\n\r\n'],
	['blank lines alone', (text: string) => text, '\n\n'],
	['line breaks alone', (text: string) => text, '\n'],
	['Windows line breaks', (text: string) => text, '\r\n'],
])('prompts that are separated by %s become a list', (_, write, separator) => {
	const text = four.map((prompt, i) => write(prompt, i + 1)).join(separator);
	expect(splitPrompts(text)).toEqual(four);
});

test.each([
	['one prompt', '1️⃣ a red kite', ['a red kite']],
	['two prompts', '1️⃣ a red kite\n\n2️⃣ dunes', ['a red kite', 'dunes']],
	['six prompts', '1. a\n2. b\n3. c\n4. d\n5. e\n6. f', ['a', 'b', 'c', 'd', 'e', 'f']],
	['a prompt without a number', 'a red kite', ['a red kite']],
	['nothing', ' \n ', []],
	[
		'prompts that have several lines',
		'1️⃣ a red kite\nover dunes\n\n2️⃣ dunes\nat dawn',
		['a red kite over dunes', 'dunes at dawn'],
	],
	['a text that has a number in it', 'room 2. floor\n\ndunes', ['room 2. floor', 'dunes']],
	[
		'text before the first number, which is kept',
		'Here you are:\n1. a red kite\n2. dunes',
		['Here you are:', 'a red kite', 'dunes'],
	],
])('%s', (_, text, list) => {
	expect(splitPrompts(text)).toEqual(list);
});

describe('for any text', () => {
	const words = fc.string({ unit: 'grapheme', maxLength: 40 });

	test('the list has single lines without surrounding space', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				for (const prompt of splitPrompts(text)) {
					expect(prompt).toMatch(/\S/);
					expect(prompt).toBe(prompt.replace(/\s+/g, ' ').trim());
				}
			}),
		);
	});

	test('a text with letters gives at least one prompt', () => {
		const withLetters = fc.string({ minLength: 1 }).filter((text) => /[a-z]/i.test(text));
		fc.assert(
			fc.property(withLetters, (text) => expect(splitPrompts(text).length).toBeGreaterThan(0)),
		);
	});

	test('numbered prompts are separated, for any number of prompts', () => {
		const prompt = words
			.map((text) => text.replace(/\s+/g, ' ').trim())
			.filter((text) => /^\p{L}/u.test(text) && !text.includes('\u20E3'));
		fc.assert(
			fc.property(fc.array(prompt, { minLength: 1, maxLength: 12 }), (list) => {
				const text = list.map((each, i) => `${i + 1}\uFE0F\u20E3 ${each}`).join('\n\n');
				expect(splitPrompts(text)).toEqual(list);
			}),
		);
	});

	test('long texts are split in linear time', () => {
		const measure = (length: number) => {
			const started = performance.now();
			splitPrompts(' '.repeat(length) + '\n1'.repeat(length));
			return performance.now() - started;
		};
		measure(20_000);
		expect(measure(200_000)).toBeLessThan(2_000);
	});
});

import fc from 'fast-check';

import { checkPrompt } from '../../nodes/Midjourney/prompt/check';
import { normalizePrompt } from '../../nodes/Midjourney/prompt/normalize';
import { legalText } from './legalPrompts';

describe('what Midjourney reads in the same way is sent in its plain form', () => {
	it.each([
		['a long dash before a flag', 'a cat —ar 16:9', 'a cat --ar 16:9'],
		['two long dashes before a flag', 'a cat ––ar 16:9', 'a cat --ar 16:9'],
		[
			'long dashes before several flags',
			'a cat —ar 16:9 —no dogs —raw',
			'a cat --ar 16:9 --no dogs --raw',
		],
		['a long dash after a plain flag', 'a cat --v 7 —no dogs', 'a cat --v 7 --no dogs'],
		['a long dash before a flag without a value', 'a cat —tile', 'a cat --tile'],
		['a Chinese comma before a flag', '一只猫，--ar 16:9', '一只猫， --ar 16:9'],
		['a Chinese full stop before a long dash', '一只猫。—ar 16:9', '一只猫。 --ar 16:9'],
		['zero-width spaces', 'a\u200b cat --ar\u200b 16:9\ufeff', 'a cat --ar 16:9'],
		['marks of direction', '\u200ea cat\u202c --ar 16:9\u200f', 'a cat --ar 16:9'],
		['a zero-width joiner beside a flag', 'a cat --ar 16:9\u200d', 'a cat --ar 16:9'],
	])('%s', (_, given, sent) => {
		expect(normalizePrompt(given)).toBe(sent);
		expect(
			checkPrompt(given, { pictures: 0 }).filter(({ severity }) => severity === 'error'),
		).toEqual([]);
	});
});

describe('everything else stays as it is', () => {
	it.each([
		['dashes of sentences', 'a cat — asleep — on a sofa—red'],
		['a long dash before a word that may be prose', 'a street —no cars, rain'],
		['a long dash before another word', 'a cat —asleep'],
		['an en dash before a flag', 'a cat –ar 16:9'],
		['joined emojis', '👩\u200d🚀 and 🏳️\u200d🌈'],
		['letters that need a joiner', 'می\u200cخواهم'],
		['a Chinese comma before a word', '猫，--kite，狗'],
		['white space', 'a  cat\n--ar 16:9'],
	])('%s', (_, prompt) => {
		expect(normalizePrompt(prompt)).toBe(prompt);
	});

	it('in any text without flags', () => {
		fc.assert(fc.property(legalText, (text) => normalizePrompt(text) === text));
	});

	it('and what is normal already', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom(...'—-–，a r16:9\u200b'), maxLength: 60 }),
				(text) => {
					const once = normalizePrompt(text);
					expect(normalizePrompt(once)).toBe(once);
				},
			),
		);
	});
});

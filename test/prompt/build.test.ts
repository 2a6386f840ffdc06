import { buildPrompt } from '../../nodes/Midjourney/prompt/build';
import type { PromptParameters } from '../../nodes/Midjourney/facts/parameters/parameterFacts';

describe('buildPrompt', () => {
	it.each<[string, string, PromptParameters, string]>([
		['adds nothing without parameters', 'a kite', {}, 'a kite'],
		[
			'adds flags in one order',
			'a kite',
			{ v: '8.2', stylize: 250, ar: '3:2' },
			'a kite --ar 3:2 --stylize 250 --v 8.2',
		],
		['writes a switched-on flag alone', 'a kite', { raw: true, tile: false }, 'a kite --raw'],
		['writes a zero', 'a kite', { stylize: 0, seed: 0 }, 'a kite --stylize 0 --seed 0'],
		['leaves out what is empty', 'a kite', { ar: ' ', no: '', sref: ',' }, 'a kite'],
		['trims', ' a kite \n', { ar: ' 3:2 ' }, 'a kite --ar 3:2'],
		[
			'separates URLs with spaces',
			'a kite',
			{ sref: 'https://a.b/c,d.png, 12' },
			'a kite --sref https://a.b/c,d.png 12',
		],
		['keeps the commas of a list', 'a kite', { no: 'cars, dogs' }, 'a kite --no cars, dogs'],
		['prefers the text', 'a kite --ar 1:1', { ar: '3:2', raw: true }, 'a kite --ar 1:1 --raw'],
		[
			'prefers an alias in the text',
			'a kite --s 5 --aspect 1:1',
			{ stylize: 9, ar: '3:2' },
			'a kite --s 5 --aspect 1:1',
		],
		['prefers --niji in the text to a version', 'a kite --niji 7', { v: '8.2' }, 'a kite --niji 7'],
		['prefers --v in the text to niji', 'a kite --v 7', { niji: '7' }, 'a kite --v 7'],
		['treats --style raw as --raw', 'a kite --style raw', { raw: true }, 'a kite --style raw'],
		['prefers a speed in the text', 'a kite --relax', { fast: true }, 'a kite --relax'],
		['writes one of two alternatives', 'a kite', { v: '7', niji: '7' }, 'a kite --v 7'],
		['writes parameters without text', '', { ar: '3:2' }, '--ar 3:2'],
	])('%s', (_, text, parameters, prompt) => {
		expect(buildPrompt(text, parameters)).toBe(prompt);
	});
});

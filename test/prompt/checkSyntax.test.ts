import { checkPrompt } from '../../nodes/Midjourney/prompt/check';

const picture = 'https://example.org/ref.png';
const findings = (prompt: string, pictures = 0) => checkPrompt(prompt, { pictures });
const errors = (prompt: string, pictures = 0) =>
	findings(prompt, pictures).filter(({ severity }) => severity === 'error');

describe('a syntax error is reported once, with the correct syntax', () => {
	it.each([
		['a space after the dashes', 'a kite -- ar 3:2', 'Write --ar'],
		['a space after the dashes, after another flag', 'a kite --v 7 -- no people', 'Write --no'],
		['an en dash', 'a kite –ar 3:2', 'Write --ar'],
		['a hyphen and an en dash', 'a kite -–ar 3:2', 'Write --ar'],
		['three hyphens', 'a kite ---ar 3:2', 'Write --ar'],
		['an em dash and a space', 'a kite — ar 3:2', 'Write --ar'],
		['one hyphen after another flag', 'a kite --v 7 -ar 3:2', 'Write --ar'],
		['no space before the dashes', 'a kite--ar 3:2', 'Put a space'],
		['no space between two parameters', 'a kite --ar 3:2--v 7', 'Put a space'],
		['no space between two flags', 'a kite --raw--tile', 'no space between --raw and --tile'],
		['no space before the value', 'a kite --ar3:2', 'Write --ar 3:2.'],
		['an equals sign', 'a kite --ar=3:2', 'Write --ar 3:2.'],
		['a full stop after the value', 'a kite --ar 3:2.', 'Remove it'],
		['a comma between parameters', 'a kite --ar 3:2, --raw', 'Remove it'],
		['a comma after a flag', 'a kite --raw, --tile --v 7', 'Remove it'],
		['a closing quote', '"a kite --v 7"', 'Remove it'],
		['text after a value', 'a kite --ar 3:2 in the sky', '"in the sky" comes after --ar 3:2'],
		['text after a flag without value', 'a kite --raw in the sky', 'comes after --raw'],
		['two values', 'a kite --s 100 200', 'takes one value; 200 was given as well'],
		['two addresses for one', `a kite --oref ${picture} ${picture} --v 7`, '2 were given'],
		['five addresses for four', `a kite --edit${` ${picture}`.repeat(5)} --v 8.2`, '5 were given'],
		['an address after text', `a kite ${picture}`, 'go in front of the text'],
		['an address after the parameters', `a kite --ar 3:2 ${picture}`, 'go in front of the text'],
		['a flag twice', 'a kite --ar 3:2 --aspect 16:9', 'more than once, with 3:2 and 16:9'],
		['a misspelt flag', 'a kite --stilize 50', 'Did you mean --stylize?'],
		['a flag with a word too much', 'a kite --aspectratio 3:2', 'Did you mean --ar?'],
		['a flag of other programs', 'a kite --steps 30', 'belongs to other programs'],
		['another flag of other programs', 'a kite --cfg_scale 7', '--stylize'],
		['a value for a flag without', 'a kite --tile 2', '--tile takes no value; 2 was given'],
		['a switch for a flag without', 'a kite --raw true', '--raw takes no value; true was given'],
		['an unknown flag', 'a kite --sleeping', "turn off 'Check Prompt'"],
		['a flag that is near to none', 'a kite --foo', "turn off 'Check Prompt'"],
		['only parameters', '--ar 3:2', 'Describe the image first'],
		['nothing', ' \n', 'The prompt is empty'],
	])('%s', (_, prompt, advice) => {
		expect(errors(prompt).map(({ message }) => message)).toEqual([expect.stringContaining(advice)]);
	});
});

it('a prompt that begins with flags has no text', () => {
	expect(errors('--ar 3:2 a kite').map(({ message }) => message)).toEqual([
		expect.stringContaining('Describe the image first'),
		expect.stringContaining('"a kite" comes after --ar 3:2'),
	]);
});

describe('a prompt for several jobs is an error', () => {
	it.each([
		'a kite --repeat 4',
		'a kite --r 4',
		'a {red, blue} kite',
		'a kite --ar {3:2, 1:1}',
		'{a,{b,c}}',
	])('%s', (prompt) => {
		const [first, ...others] = errors(prompt.includes('kite') ? prompt : `a kite ${prompt}`);
		expect(first?.message).toContain('several jobs');
		expect(others).toEqual([]);
	});

	it.each(['a {red} kite', 'a {red, blue kite', 'a red, blue} kite', 'a {red\\, blue} kite'])(
		'but not %s',
		(prompt) => {
			expect(errors(prompt)).toEqual([]);
		},
	);
});

describe('a possible mistake is a hint', () => {
	it.each([
		['one hyphen in front of a flag', 'a kite -ar 3:2', 'Write --ar'],
		['a name and a number after a dash of a sentence', 'a film — stop 5', 'Write --stop'],
		['a flag in prose after an em dash', 'a street —no cars, rain', 'If a parameter is meant'],
		['capitals', 'a kite --AR 3:2', 'Write --ar'],
		['an address of a page', 'a sign that says https://example.org', 'comes after the text'],
		['a comma after an address', `${picture}, a kite`, 'Separate URLs'],
		['the name of the command', '/imagine prompt: a kite', 'Leave it out'],
		['an expression that was not filled in', 'a {{ $json.animal }}', 'Expression'],
		['a very long text', 'kite '.repeat(500), '2048'],
		['a list given twice', 'a kite --no cars --no dogs', 'Write it once'],
		['the same value twice', 'a kite --raw --raw', 'Write it once'],
		['a trial version', 'a kite --v 8', 'trial version'],
	])('%s', (_, prompt, message) => {
		expect(errors(prompt)).toEqual([]);
		expect(findings(prompt).map((finding) => finding.message)).toEqual([
			expect.stringContaining(message),
		]);
	});
});

it('truncates quoted text, so that a message stays short', () => {
	const [finding] = errors(`a kite --ar ${'9'.repeat(5000)}`);
	expect(finding?.message.length).toBeLessThan(250);
});

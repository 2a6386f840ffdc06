import { checkPrompt } from '../../nodes/Midjourney/prompt/check';

const picture = 'https://example.org/ref.png';
const severities = (prompt: string, pictures = 0) =>
	checkPrompt(prompt, { pictures }).map(({ severity }) => severity);

describe('flags without their partner are errors', () => {
	it.each([
		['--sw 50', '--sref'],
		[`--ow 50 --v 7`, '--oref'],
		['--cw 50 --v 6', '--cref'],
		['--iw 1', 'a reference image'],
	])('%s needs %s', (flags, partner) => {
		const [first, ...others] = checkPrompt(`a kite ${flags}`, { pictures: 0 });
		expect(first?.severity).toBe('error');
		expect(first?.message).toContain(partner);
		expect(others).toEqual([]);
	});

	it('an image weight is allowed with an image that is sent separately', () => {
		expect(severities('a kite --iw 1', 1)).toEqual([]);
	});

	it('two images need no text, nor does the first image of a clip', () => {
		expect(severities(`${picture} ${picture}`)).toEqual([]);
		expect(severities(picture, 1)).toEqual([]);
		expect(severities('', 2)).toEqual([]);
		expect(severities('--ar 3:2', 2)).toEqual([]);
		expect(severities(`${picture} --video --v 7`)).toEqual(['hint']);
	});

	it.each([
		['one image', picture, 0],
		['one image that is sent separately', '--ar 3:2', 1],
	])('%s alone needs a text', (_, prompt, pictures) => {
		const [finding, ...others] = checkPrompt(prompt, { pictures });
		expect(finding?.severity).toBe('error');
		expect(finding?.message).toContain('There is one image and no text');
		expect(others).toEqual([]);
	});

	it.each([`--sref ${picture} --v 7`, '--sref random --v 7', `--oref ${picture} --v 7`])(
		'a reference alone needs a text: %s',
		(prompt) => {
			expect(severities(prompt)).toEqual(['error']);
		},
	);

	it.each([`${picture} --sref ${picture} --v 7`, '--p abc --v 7', `--cref ${picture} --v 6`])(
		'without a text it is a hint where nothing is documented: %s',
		(prompt) => {
			expect(severities(prompt)).toEqual(['hint']);
		},
	);

	it.each(['--sv 4 --v 7', '--motion low --v 7', '--loop --v 7', '--bs 1 --v 7'])(
		'%s alone is a hint, because no error is documented',
		(flags) => {
			expect(severities(`a kite ${flags}`)).toEqual(['hint']);
		},
	);
});

describe('combinations that Midjourney rejects are errors', () => {
	it.each([
		'--niji 7 --v 7',
		`--oref ${picture} --draft --v 7`,
		`--oref ${picture} --q 4 --v 7`,
		`--oref ${picture} --fast --v 7`,
		`--edit ${picture} --tile --v 8.2`,
		'--sref 1234 --sv 3 --v 7',
		'--sref random --sv 6 --sv 4 --v 7',
		'--ar 1:5 --hd --v 8.2',
	])('%s', (flags) => {
		expect(severities(`a kite ${flags}`).filter((severity) => severity === 'error')).toHaveLength(
			1,
		);
	});

	it.each(['hot::-1 dog::-2 --v 7', 'hot::0.5 dog::-.5 --v 7', 'hot::-1 dog --v 7'])(
		'weights whose sum is 0 or less: %s',
		(prompt) => {
			expect(severities(prompt)).toEqual(['error']);
		},
	);

	it.each(['hot:: dog::-.5 --v 7', 'hot::-.5 dog --v 7'])('weights above 0 pass: %s', (prompt) => {
		expect(severities(prompt)).toEqual([]);
	});
});

describe('combinations in which a flag has no effect are hints', () => {
	it.each([
		`--oref ${picture} --v 8.2`,
		`--oref ${picture} --q 2 --ow 500 --v 7`,
		'--draft --v 8.2',
		'--weird 50 --seed 1 --v 7',
		'--p abc --sref 1 --sw 50 --v 7',
		'--hd --sd --v 8.2',
		'--raw --style raw --v 7',
		'--q 3 --v 7',
		'--exp 60 --v 7',
		'--fast',
		'--stealth',
		'--weird 5 --niji 7',
		'--sref 1 --sv 4 --v 8.2',
	])('%s', (flags) => {
		expect(severities(`a kite ${flags}`)).toEqual(['hint']);
	});
});

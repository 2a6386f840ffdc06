import { checkPrompt } from '../../nodes/Midjourney/prompt/check';

const picture = 'https://example.org/ref.png';
const errors = (prompt: string, pictures = 0) =>
	checkPrompt(prompt, { pictures }).filter(({ severity }) => severity === 'error');
const hints = (prompt: string, pictures = 0) =>
	checkPrompt(prompt, { pictures }).filter(({ severity }) => severity === 'hint');

describe('a prompt that Midjourney accepts has no findings', () => {
	it.each([
		'a red kite',
		'a red kite over dunes --ar 3:2 --stylize 250 --v 8.2',
		`${picture} a red kite over dunes --ar 3:2 --stylize 250 --iw 1 --v 8.2`,
		`<${picture}> a red kite --iw .5 --v 7`,
		'a kite --s 0 --c 100 --w 3000 --v 7.0',
		'a kite --seed 4294967295',
		'a kite --no people, cars and dogs --tile --v 6.1',
		'a kite --q .5 --v 6',
		'a kite --q 4 --v 7',
		'a kite --sref random --sw 50 --sv 4 --v 7',
		`a kite --sref ${picture}::2 1234::1 --v 7`,
		`a kite --oref ${picture} --ow 100 --v 7`,
		`a kite --cref ${picture} --cw 0 --v 6`,
		`a kite --edit ${picture} ${picture} --v 8.2`,
		'a kite --hd --ar 4:1 --v 8.1',
		'a kite --p abc123 --raw --v 7',
		'hot:: dog::2 --v 7',
		'a kite --style raw',
		'Kite\n\nflying --ar 2:3',
		'a kite —ar 16:9',
		'a kite —s 50 —v 7',
		'a kite --v 7 —ar 3:2',
		'a kite —raw',
		'a kite --style Raw',
		'a kite --stop 80 --v 7',
		'a kite --q .5 --v 7',
		'一只风筝，--ar 16:9',
		'a kite。--ar 16:9 --v 7',
		'a kite \u200b--ar\u200b 16:9\ufeff',
	])('%s', (prompt) => {
		expect(checkPrompt(prompt, { pictures: 0 })).toEqual([]);
	});
});

describe('dashes in prose are ignored', () => {
	it.each([
		'a cat — sleeping — on a sofa',
		'a cat—sleeping—on a sofa',
		'a cat – no dog – at night',
		'a steak — raw',
		'a steak—raw',
		'kitchen floor – tile',
		'state-of-the-art sci-fi -- a well--known scene',
		'fast - relax - repeat',
		'a – s – d',
	])('%s', (prompt) => {
		expect(errors(prompt)).toEqual([]);
	});
});

describe('a value out of range is an error that says what is allowed', () => {
	it.each([
		['--ar 1.39:1', 'Write 139:100'],
		['--ar 1.5:1', 'Write 3:2'],
		['--ar 16x9', 'Write 16:9'],
		['--ar 0:1', 'whole numbers above 0'],
		['--ar 15:1', 'up to 14:1'],
		['--ar 5:1 --hd --v 8.2', 'up to 4:1'],
		['--ar wide', 'wide was given'],
		['--stylize 1001', 'from 0 to 1000; 1001 was given'],
		['--s -1', 'from 0 to 1000; -1 was given'],
		['--s 12.5', 'a whole number from 0 to 1000'],
		['--s very', 'very was given'],
		['--s', 'has no value'],
		['--chaos 101', 'from 0 to 100'],
		['--weird 3001', 'from 0 to 3000'],
		['--exp 101 --v 7', 'from 0 to 100'],
		['--seed 4928979746', 'from 0 to 4294967295'],
		['--stop 5 --v 6', 'from 10 to 100'],
		['--q 3 --v 6.1', 'one of 0.25, 0.5, 1, 2 with V6.1'],
		['--q .25 --v 7', 'with V7; .25 was given'],
		['--q 5', 'one of'],
		['--sv 5 --sref https://a.b/c.png --niji 7', 'one of 4, 6 with niji 7'],
		['--sref nice', 'nice was given'],
		['--oref 1234 --v 7', 'the address of an image'],
		['--oref 1234', 'the address of an image'],
		['--v 6.5', 'one of 6, 6.1, 7, 8, 8.1, 8.2; 6.5 was given'],
		['--v latest', 'latest was given'],
		['--v', 'has no value'],
		['--niji 77', 'one of 6, 7'],
		['--style cute --v 7', 'takes raw'],
		['--no', 'has no value'],
		['--motion wild --video --v 7', 'one of low, high'],
	])('%s', (flags, message) => {
		const [first, ...others] = errors(`a kite ${flags}`);
		expect(first?.message).toContain(message);
		expect(first?.flag).toBe(flags.split(' ')[0]);
		expect(others).toEqual([]);
	});

	it('image weight above 2 with niji 7 only', () => {
		expect(errors('a kite --iw 2.5 --niji 7', 1)[0]?.legal).toBe('a number from 0 to 2');
		expect(errors('a kite --iw 2.5 --v 7', 1)).toEqual([]);
		expect(errors('a kite --iw 2.5', 1)).toEqual([]);
	});
});

describe('a flag that the given version does not support is an error', () => {
	it.each([
		['--q 2 --v 8.2', '--v 6, --v 6.1 or --v 7'],
		['--turbo --v 8.1', 'not supported by V8.1'],
		['--stop 50 --v 8.2', '--v 6, --v 6.1 or --v 7'],
		['--hd --v 7', '--v 8.1 or --v 8.2'],
		['--sd --niji 7', 'not supported by niji 7'],
		['--draft --v 6', 'not supported by V6'],
		['--exp 5 --v 6.1', 'not supported by V6.1'],
		[`--cref ${picture} --v 7`, '--v 6 or --niji 6'],
		[`--oref ${picture} --v 6`, '--v 7'],
		[`--edit ${picture} --v 7`, '--v 8.1 or --v 8.2'],
		['--uplight', 'any current version'],
	])('%s', (flags, message) => {
		expect(errors(`a kite ${flags}`).map((finding) => finding.message)).toEqual([
			expect.stringContaining(message),
		]);
	});

	it('parts weighted with :: as well', () => {
		expect(errors('hot:: dog --v 8.2')[0]?.message).toContain('V8.2 does not support');
		expect(errors('hot:: dog --v 7')).toEqual([]);
	});
});

describe('without a version only what every version rejects is an error', () => {
	it.each([
		'--q 2',
		'--turbo',
		'--stop 50',
		`--cref ${picture}`,
		'--sref 1 --sv 7',
		'--draft',
		`--oref ${picture}`,
	])('%s is a hint', (flags) => {
		expect(errors(`a kite ${flags}`)).toEqual([]);
		expect(hints(`a kite ${flags}`)).not.toEqual([]);
	});

	it('parts weighted with :: are a hint', () => {
		expect(errors('hot:: dog')).toEqual([]);
		expect(hints('hot:: dog')).toHaveLength(1);
	});
});

describe('with a version that is not in the tables, findings about versions are hints', () => {
	it.each(['cute', 'scenic', 'expressive', 'original'])('--niji 5 --style %s', (style) => {
		expect(errors(`a kite --niji 5 --style ${style}`)).toEqual([]);
	});

	it.each(['--niji 5 --style wild', `--v 9 --oref 1234`, '--v 5.2 --sref nice'])(
		'but what no version takes is an error: %s',
		(flags) => {
			expect(errors(`a kite ${flags}`)).toHaveLength(1);
		},
	);

	it.each(['--v 5.2 --hd --s 60000', '--v 8.3 --q 2', '--v 9 --turbo', '--niji 5 --weird 1'])(
		'%s',
		(flags) => {
			expect(errors(`a kite ${flags}`)).toEqual([]);
			expect(hints(`a kite ${flags}`)[0]?.message).toContain('do not cover');
		},
	);
});

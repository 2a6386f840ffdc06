import { parameterNamed } from '../../nodes/Midjourney/facts/parameters/parameterFacts';
import { checkPromptField } from '../../nodes/Midjourney/fields/promptField';
import {
	promptParameters,
	readPromptParameters,
} from '../../nodes/Midjourney/fields/promptParameters';
import { parameterFields } from '../../nodes/Midjourney/fields/promptParameterFields';
import { parametersIn } from '../../nodes/Midjourney/fields/nodeParameters';
import { buildPrompt } from '../../nodes/Midjourney/prompt/build';
import { checkPrompt } from '../../nodes/Midjourney/prompt/check';

const read = (parameters: Record<string, unknown>) =>
	readPromptParameters(parametersIn({ parameters }));
const written = (parameters: Record<string, unknown>) => buildPrompt('', read(parameters));

const fields = parameterFields.map(({ field }) => field);

describe('the Parameters collection', () => {
	it('lists its fields by name', () => {
		const labels = fields.map(({ displayName }) => displayName);
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
	});

	it.each(
		[...fields, promptParameters, checkPromptField].map((field) => [field.displayName, field]),
	)(
		"%s follows n8n's rules for fields",
		(_, { displayName, description = '', placeholder, type }) => {
			expect(displayName).toMatch(/^([A-Z][A-Za-z]*)( [A-Z][a-z]*)*$/);
			expect(description.endsWith('.')).toBe(/\. [A-Z0-9]/.test(description));
			if (type === 'boolean') expect(description).toMatch(/^Whether to /);
			if (type === 'string') expect(placeholder).toMatch(/^e\.g\. /);
		},
	);

	it.each(
		parameterFields
			.filter(({ field }) => field.type === 'number')
			.map((row) => [row.field.displayName, row]),
	)('%s has the range of its parameter', (_, { parameter, field }) => {
		const { minValue, maxValue } = field.typeOptions ?? {};
		expect(parameterNamed(parameter)?.takes).toMatchObject({ min: minValue, max: maxValue });
		expect(field.description).toContain(`From ${minValue} to ${maxValue}.`);
	});

	it('sorts the versions', () => {
		const version = fields.find(({ name }) => name === 'version');
		expect(version?.options?.map(({ name }) => name)).toEqual([
			'Niji 6',
			'Niji 7',
			'V6',
			'V6.1',
			'V7',
			'V8',
			'V8.1',
			'V8.2',
		]);
		expect(version?.default).toBe('V8.2');
	});

	it.each(
		parameterFields
			.filter(({ field }) => field.type !== 'string')
			.map((row) => [row.field.displayName, row]),
	)('%s has a legal default value', (_, { field }) => {
		const prompt = buildPrompt('a kite', read({ [field.name]: field.default }));
		const wrong = checkPrompt(`${prompt} --sref 1 --oref https://a.b`, { pictures: 1 }).filter(
			({ severity, message }) => severity === 'error' && message.includes('was given'),
		);
		expect(prompt).not.toBe('a kite');
		expect(wrong).toEqual([]);
	});
});

describe('readPromptParameters', () => {
	it('turns fields into parameters', () => {
		expect(
			read({
				aspectRatio: '3:2',
				exclude: 'cars',
				raw: true,
				seed: 0,
				version: 'V8.2',
			}),
		).toEqual({ ar: '3:2', no: 'cars', raw: true, seed: '0', v: '8.2' });
	});

	it.each([
		['V8.2', '--v 8.2'],
		['niji 7', '--niji 7'],
		['8.1', '--v 8.1'],
		[7, '--v 7'],
		['--v 7', '--v 7'],
		['--niji 6', '--niji 6'],
		['Niji', '--niji'],
		['', ''],
	])('reads version %p as %p', (version, flag) => {
		expect(written({ version })).toBe(flag);
	});

	it.each([
		['a list of words', { exclude: ['cars', 'people'] }, '--no cars, people'],
		['a list in JSON', { exclude: '["cars","people"]' }, '--no cars, people'],
		['a text with commas', { exclude: 'cars, people' }, '--no cars, people'],
		[
			'a list of addresses',
			{ styleReference: ['https://a.b/1.png', 'https://a.b/2.png'] },
			'--sref https://a.b/1.png https://a.b/2.png',
		],
		['a list of codes', { styleReference: [123, '456'] }, '--sref 123 456'],
		['a list of one address', { omniReference: ['https://a.b/1.png'] }, '--oref https://a.b/1.png'],
		['a list of profiles', { profile: ['abc', 'def'] }, '--p abc def'],
		['a number as text', { stylize: ' 250 ' }, '--stylize 250'],
		['true as text', { raw: 'true' }, '--raw'],
		['false as text', { raw: 'False' }, ''],
		['a ratio with its flag', { aspectRatio: '--ar 16:9' }, '--ar 16:9'],
		['a ratio with another name of its flag', { aspectRatio: '--aspect 16:9' }, '--ar 16:9'],
		['a ratio with a long dash', { aspectRatio: '\u2014ar 16:9' }, '--ar 16:9'],
		['a number with its flag', { seed: '--seed=5' }, '--seed 5'],
		['words with their flag', { exclude: '--no cars' }, '--no cars'],
		['nothing', { seed: null, chaos: undefined, raw: '', exclude: ' ', styleReference: [] }, ''],
		['a field that does not exist', { unknown: 1 }, ''],
	])('reads %s', (_, parameters, flags) => {
		expect(written(parameters)).toBe(flags);
	});

	it.each([
		['Chaos', { chaos: NaN }, 'a whole number from 0 to 100', 'null'],
		['Chaos', { chaos: true }, 'a whole number from 0 to 100', 'true'],
		['Chaos', { chaos: [1] }, 'a whole number from 0 to 100', 'a list'],
		['Raw', { raw: {} }, 'true or false', 'an object'],
		['Raw', { raw: 'raw' }, 'true or false', "'raw'"],
		['Exclude', { exclude: [{ word: 'cars' }] }, 'a list of texts', 'an object'],
		['Quality', { quality: {} }, 'one of 0.25, 0.5, 1, 2, 4', 'an object'],
	])('refuses %s %j', (name, parameters, legal, given) => {
		expect(() => read(parameters)).toThrow(
			expect.objectContaining({
				message: `'${name}' cannot be read`,
				description: `It must be ${legal}, and it is ${given}.`,
			}) as Error,
		);
	});
});

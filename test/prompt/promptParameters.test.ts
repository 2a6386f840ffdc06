import { parameterNamed } from '../../nodes/Midjourney/facts/parameters/parameterFacts';
import {
	checkPromptField,
	promptParameters,
	readPromptParameters,
} from '../../nodes/Midjourney/fields/promptParameters';
import { parameterFields } from '../../nodes/Midjourney/fields/promptParameterFields';
import { buildPrompt } from '../../nodes/Midjourney/prompt/build';
import { checkPrompt } from '../../nodes/Midjourney/prompt/check';

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
		const prompt = buildPrompt('a kite', readPromptParameters({ [field.name]: field.default }));
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
			readPromptParameters({
				aspectRatio: '3:2',
				exclude: 'cars',
				raw: true,
				seed: 0,
				version: 'V8.2',
			}),
		).toEqual({ ar: '3:2', no: 'cars', raw: true, seed: 0, v: '8.2' });
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
		expect(buildPrompt('', readPromptParameters({ version }))).toBe(flag);
	});

	it('ignores invalid values and unknown fields', () => {
		expect(readPromptParameters({ seed: null, chaos: NaN, raw: {}, unknown: 1 })).toEqual({});
	});
});

import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { parametersIn } from '../../nodes/Midjourney/fields/nodeParameters';
import { operations } from '../../nodes/Midjourney/operations/catalogue';
import { servicesWith } from '../../nodes/Midjourney/service/features';
import { only, prompts, useMidjourney, withFiles } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 5, max: 5 },
});
const others = otherClient(emulator);

/** A field, the collection that it is in, and the operation that has it. */
interface Row {
	operation: string;
	field: INodeProperties;
	collection?: INodeProperties;
}

const isField = (option: object): option is INodeProperties => 'displayName' in option;

const rows: Row[] = operations.flatMap(({ resource, value, fields }) =>
	fields.flatMap((field): Row[] => {
		const operation = `${resource}.${value}`;
		const inside = field.type === 'collection' ? (field.options ?? []).filter(isField) : [];
		// A collection itself cannot be an expression.
		return field.type === 'collection'
			? inside.map((each) => ({ operation, field: each, collection: field }))
			: [{ operation, field }];
	}),
);
const named = (wanted: Row[]) =>
	wanted.map((row): [string, string, Row] => [row.operation, row.field.displayName, row]);

/** The values that make the field visible; a leading slash names a field of the node. */
const shown = ({ displayOptions }: INodeProperties) =>
	Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [
			name.replace(/^\//, ''),
			values?.[0],
		]),
	) as IDataObject;

interface Input {
	parameters?: IDataObject;
	item?: INodeExecutionData;
}

/** What each operation needs besides. */
const inputs: Record<string, () => Promise<Input>> = {
	'image.imagine': async () => {
		const files = withFiles({ data: await plainPicture('red') });
		return { parameters: { prompt: 'a kite' }, item: files };
	},
	'image.blend': async () => {
		const files = withFiles({ a: await plainPicture('red'), b: await plainPicture('blue') });
		return { parameters: { binaryFields: 'a,b' }, item: files };
	},
	'image.shorten': async () => await Promise.resolve({ parameters: { prompt: 'a kite' } }),
	'image.edit': async () => ({
		parameters: { prompt: 'a kite' },
		item: withFiles({ data: await plainPicture('red') }),
	}),
	'image.video': async () => ({
		parameters: { prompt: 'a kite' },
		item: withFiles({ data: await plainPicture('red') }),
	}),
	// An upscale has no grid to split.
	'image.runAction': async () => await Promise.resolve({ parameters: { buttonNames: ['V1'] } }),
	'image.describe': async () => ({ item: withFiles({ data: await plainPicture('red') }) }),
	'apiKey.create': async () => await Promise.resolve({ parameters: { remark: 'a' } }),
	'apiKey.update': async () =>
		await Promise.resolve({ parameters: { key: 'sk-1', changes: { remark: 'a' } } }),
	'apiKey.delete': async () => await Promise.resolve({ parameters: { key: 'sk-1' } }),
};

/** The service that an operation needs, where it does not work at all of them. */
function serviceFor(operation: string): IDataObject {
	const { needs } = operations.find((each) => `${each.resource}.${each.value}` === operation) ?? {};
	return needs === undefined ? {} : { service: servicesWith(needs)[0] };
}

/** Runs the operation with one value that an expression gives. */
async function runWith({ operation, field, collection }: Row, odd: unknown) {
	const { parameters = {}, item = { json: {} } } = (await inputs[operation]?.()) ?? {};
	const value = '={{ $json.odd }}';
	const place = collection ?? field;
	const besides = parameters[place.name] as IDataObject | undefined;
	const given = collection ? { ...besides, [field.name]: value } : value;
	return await run(
		operation,
		{
			...serviceFor(operation),
			taskId: '4711',
			customId: 'a',
			imageUrl: 'https://example.com',
			...parameters,
			...shown(place),
			...shown(field),
			[place.name]: given,
		},
		{
			items: [{ ...item, json: { odd: odd as IDataObject } }],
			credentials: {
				...emulator.credentials({ apiKey: emulator.keys.admin }),
				...emulator.proxyCredentials(),
			},
		},
	);
}

const noValue: unknown[] = ['', null, undefined];
const noScalar: unknown[] = [{ a: 1 }, true];
const isOptional = ({ collection }: Row) => collection?.name === 'parameters';

/** Values that are none for a field of this type, whatever its name is. */
function wrongValues(row: Row): unknown[] {
	const { minValue, maxValue, numberPrecision } = row.field.typeOptions ?? {};
	// The range of a prompt's parameter is the business of the check of the prompt.
	const outside = isOptional(row)
		? []
		: [
				...['much', '1,000', '5 %'],
				...(minValue === undefined ? [] : [minValue - 1]),
				...(maxValue === undefined ? [] : [maxValue + 1]),
				...(numberPrecision === 0 ? ['2.5'] : []),
			];
	const wrong: Record<string, unknown[]> = {
		boolean: ['maybe', 1, { a: 1 }, []],
		number: [...outside, ...noScalar, [1]],
		options: [...(isOptional(row) ? [] : ['nonsense', 7]), ...noScalar],
		multiOptions: ['nonsense', ...noScalar, [{ a: 1 }]],
		dateTime: ['soon', '5', 5, { a: 1 }],
		string: noScalar,
	};
	const { type, name } = row.field;
	const isNeeded = ['boolean', 'number', 'options'].includes(type) || name === 'binaryField';
	return [...(wrong[type] ?? []), ...(isNeeded && !isOptional(row) ? noValue : [])];
}

/** Fields whose values are looked up at the task, not in the field's own list. */
const namesOfTheTask = ['buttonNames', 'buttonIds'];
/** Errors of these fields have words of their own. */
const ownWords: Record<string, string> = {
	taskId: "^('Task ID' (is empty|cannot be read)|'.*' is no task ID)$",
	pricedAction: "^('Action' cannot be read|There is no price for the action '.*')$",
	binaryField: "^'Put Output File in Field' (cannot be read|is empty)$",
};

describe('a value of an expression that a field cannot have is refused, and nothing is sent', () => {
	test.each(named(rows.filter(({ field }) => !namesOfTheTask.includes(field.name))))(
		'%s: %s',
		async (_, __, row) => {
			const { name, displayName } = row.field;
			for (const odd of wrongValues(row)) {
				const { error, items } = await runWith(row, odd);
				const message = new RegExp(
					ownWords[name] ?? `^'${displayName.replace(/[()]/g, '.')}' cannot be read$`,
				);
				expect({ odd, items, message: error?.message }).toEqual({
					odd,
					items: [],
					message: expect.stringMatching(message) as string,
				});
			}
			const { requestsTotal } = await emulator.stats();
			expect(requestsTotal).toBe(0);
		},
	);

	test('the error lists the choices', async () => {
		const { error } = await run('image.imagine', { prompt: 'a kite', speed: '={{ "turbo" }}' });
		expect(error?.message).toBe("'Speed' cannot be read");
		expect(error?.description).toBe(
			"It must be one of Use Credential Setting, Fast, Normal, and it is 'turbo'.",
		);
	});
});

describe('a value is read in any spelling', () => {
	const spellings = (text: string) => [
		text,
		` ${text} `,
		text.toLowerCase(),
		text.toUpperCase(),
		text.replaceAll('_', ' '),
		text.replaceAll(/[ _]/g, '-'),
	];
	const choicesOf = ({ options = [] }: INodeProperties) =>
		options.flatMap((option) => ('value' in option ? [option] : []));
	const ofTypes = (...types: string[]) =>
		named(rows.filter(({ field }) => types.includes(field.type)));

	test.each(ofTypes('options', 'multiOptions'))(
		'%s: %s, by value and by name',
		(_, __, { field }) => {
			for (const { name, value } of choicesOf(field)) {
				for (const given of [...spellings(String(value)), ...spellings(name)]) {
					expect(parametersIn({ [field.name]: given }).choice(field)).toBe(value);
				}
			}
		},
	);

	test.each(ofTypes('multiOptions'))('%s: %s, as a list and as a text', (_, __, { field }) => {
		const all = choicesOf(field).map(({ value }) => value);
		for (const given of [all, all.join(', '), all.join('\n'), JSON.stringify(all)]) {
			expect(parametersIn({ [field.name]: given }).choices(field)).toEqual(all);
		}
	});

	test.each(ofTypes('number'))('%s: %s, as a text', (_, __, { field }) => {
		const number = field.default as number;
		for (const given of [number, String(number), ` ${number} `]) {
			expect(parametersIn({ [field.name]: given }).number(field)).toBe(number);
		}
	});

	test.each(ofTypes('boolean'))('%s: %s, as a text', (_, __, { field }) => {
		for (const given of ['true', 'TRUE', ' True ']) {
			expect(parametersIn({ [field.name]: given }).flag(field)).toBe(true);
		}
		for (const given of ['false', 'FALSE', ' False ']) {
			expect(parametersIn({ [field.name]: given }).flag(field, true)).toBe(false);
		}
	});
});

describe('values of expressions do what they say', () => {
	const lastBody = async (route: string) => (await emulator.log(route)).at(-1)?.body;
	const noWait = { waitForCompletion: 'none' };

	test('a Maximum Cost as text stops the run before it is exceeded', async () => {
		const { error } = await run(
			'image.imagine',
			{ prompt: '={{ $json.prompt }}', options: { maximumCost: '={{ "28000" }}' } },
			{ items: prompts('one', 'two', 'three', 'four') },
		);
		expect(error?.message).toContain("'Maximum Cost' would be exceeded");
		expect((await emulator.stats()).tasksCreated).toBe(2);
	});

	test.each([
		['Speed', 'normal', { speed: '={{ "normal" }}' }, { type: 'NORMAL' }],
		['Speed', 'Fast', { speed: '={{ "Fast" }}' }, { type: 'FAST' }],
	])('%s "%s" is the pool of the task', async (_, __, parameters, body) => {
		const credentials = emulator.credentials({ mode: 'FAST' });
		only(
			await run('image.imagine', { prompt: 'a kite', ...noWait, ...parameters }, { credentials }),
		);
		expect(await lastBody('imagine')).toMatchObject(body);
	});

	test('Dimensions "portrait" makes a portrait', async () => {
		const items = [withFiles({ a: await plainPicture('red'), b: await plainPicture('blue') })];
		const binaryFields = '={{ ["a", "b"] }}';
		const parameters = { binaryFields, dimensions: '={{ "portrait" }}', ...noWait };
		only(await run('image.blend', parameters, { items }));
		expect(await lastBody('blend')).toMatchObject({ dimensions: 'PORTRAIT' });
	});

	test.each([
		['discord proxy', 'imageProxy'],
		['Object Storage', 'storedPicture'],
		['OBJECT_STORAGE_PROXY', 'imageProxy'],
		['Discord Through Proxy, Compressed', 'imageProxy'],
	])('Source "%s" is the one that is asked', async (source, route) => {
		const { taskId } = await others.createGrid();
		const { requests: before } = await emulator.stats();
		only(await run('image.download', { taskId, source: `={{ "${source}" }}` }));
		const { requests } = await emulator.stats();
		expect((requests[route] ?? 0) - (before[route] ?? 0)).toBeGreaterThan(0);
	});

	test('Split Grid "true" gives four images, and an output field may be a number', async () => {
		const { taskId } = await others.createGrid();
		const options = { binaryField: '={{ 5 }}', width: '={{ "100" }}', quality: '={{ "50" }}' };
		const result = await run('image.download', {
			taskId,
			splitGrid: '={{ "true" }}',
			options,
		});
		expect(result.items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual(
			Array.from({ length: 4 }, () => ['5']),
		);
	});

	test('a Compressed Width as text is the width', async () => {
		const { taskId } = await others.createGrid();
		const options = { width: '={{ "40" }}', format: '={{ "JPEG" }}' };
		const item = only(
			await run('image.download', { taskId, source: 'discord compressed', options }),
		);
		expect(item.binary?.data?.mimeType).toBe('image/jpeg');
		expect(JSON.stringify(await emulator.log('imageProxy'))).toContain('w=40');
	});

	test('a Time Limit as text is the limit', async () => {
		await emulator.settings({ durationSeconds: { min: 9000, max: 9000 } });
		const options = { timeLimitMinutes: '={{ "0.5" }}', onTimeLimit: '={{ "Return" }}' };
		const began = Date.now();
		const { json } = only(await run('image.imagine', { prompt: 'a kite', options }));
		expect(json).toMatchObject({ timedOut: true });
		expect(Date.now() - began).toBeLessThan(60_000);
	});

	test('Limit and filters as texts', async () => {
		for (let n = 0; n < 3; n += 1) await others.create('imagine', { prompt: 'a kite' });
		const filters = {
			status: '={{ "success, in progress, submitted, not-start" }}',
			speed: 'fast',
		};
		const limit = '={{ "2" }}';
		const { items } = await run('task.getMany', { limit, filters });
		expect(items).toHaveLength(2);
	});
});

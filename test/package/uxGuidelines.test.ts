import { makeWorkflow } from '../support/workflow';
import { serviceField } from '../../nodes/Midjourney/fields/serviceChoice';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import { MidjourneyTrigger } from '../../nodes/Midjourney/MidjourneyTrigger.node';
import { operations, properties, subtitle } from '../../nodes/Midjourney/operations/catalogue';
import type { Operation } from '../../nodes/Midjourney/operations/operation';
import { labelOf, servicesWith } from '../../nodes/Midjourney/service/features';
import { choicesOf } from '../../scripts/fieldsTable';
import { allFields, fieldRules, isPunctuated, isTitleCase } from './uxRules';

const trigger = new MidjourneyTrigger().description.properties;
const panel = [...allFields(properties), ...allFields(trigger, 'trigger: ')];
const named = operations.map((operation): [string, Operation] => [
	`${operation.resource}.${operation.value}`,
	operation,
]);

describe('every field', () => {
	test.each(Object.entries(fieldRules))('%s', (_, keeps) => {
		expect(panel.filter(({ field }) => !keeps(field)).map(({ path }) => path)).toEqual([]);
	});

	test('means the same thing under the same name everywhere', () => {
		const types = new Map<string, Set<string>>();
		for (const { path, field } of panel) {
			types.set(path, (types.get(path) ?? new Set()).add(field.type));
		}
		expect([...types].filter(([, kinds]) => kinds.size > 1)).toEqual([]);
	});

	test.each([properties, trigger])('is there once for its name and its conditions', (...fields) => {
		const keys = fields.map(({ name, displayOptions }) => JSON.stringify([name, displayOptions]));
		expect(new Set(keys).size).toBe(keys.length);
	});
});

/** n8n's words for what many services can do, by the machine name of the operation. */
const words: Readonly<Record<string, string>> = {
	create: 'Create',
	delete: 'Delete',
	get: 'Get',
	getMany: 'Get Many',
	update: 'Update',
};
const resourceName = (operation: Operation) =>
	choicesOf(properties.find(({ name }) => name === 'resource')!).find(
		({ value }) => value === operation.resource,
	)?.name ?? '';

describe.each(named)('%s', (path, operation) => {
	const { name, action, description, fields, value } = operation;

	test('has the name that n8n uses, in Title Case, and a file of its own', () => {
		expect(isTitleCase(name)).toBe(true);
		expect(name).toBe(words[value] ?? name);
		const file = join(__dirname, '../../nodes/Midjourney/operations', path.replace('.', '/'));
		expect(existsSync(`${file}.ts`) || existsSync(join(file, 'index.ts'))).toBe(true);
	});

	test('is listed in sentence case, without articles, with what it works on', () => {
		expect(action).toMatch(/^\p{Lu}[^.]*$/u);
		expect(action.replace('API key', '').slice(1)).not.toMatch(/\p{Lu}/u);
		expect(action).not.toMatch(/\b(a|an|the)\b/i);
		const subject = [resourceName(operation), name].map((each) => each.toLowerCase());
		expect(subject.some((each) => action.toLowerCase().includes(each))).toBe(true);
	});

	test('is described in one sentence without a full stop', () => {
		expect(isPunctuated(description)).toBe(true);
		expect(description).not.toMatch(/\.$/);
	});

	test('has no two fields of one name, and conditions that its own fields can meet', () => {
		expect(new Set(fields.map((field) => field.name)).size).toBe(fields.length);
		const shown = allFields(fields).map(({ field }) => field.displayName);
		expect(shown).toEqual([...new Set(shown)]);
		for (const field of fields) {
			for (const [other, values] of Object.entries(field.displayOptions?.show ?? {})) {
				const controlling = [...fields, serviceField].find(
					(each) => each.name === other.replace(/^\//, ''),
				);
				const legal: unknown[] =
					controlling?.type === 'boolean'
						? [true, false]
						: choicesOf(controlling!).map((choice) => choice.value);
				expect(legal).toEqual(expect.arrayContaining([values].flat()));
			}
		}
	});
});

test('the menus of operations are in alphabetical order, that of resources has the likeliest first; each starts with what it has', () => {
	const menus = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
	expect(menus).toHaveLength(5);
	for (const menu of menus) {
		const names = choicesOf(menu).map(({ name }) => name);
		const sorted = [...names].sort((a, b) => a.localeCompare(b));
		expect(names).toEqual(
			menu.name === 'resource' ? ['Image', 'Task', 'Account', 'API Key'] : sorted,
		);
		expect(choicesOf(menu).map(({ value }) => value)).toContain(menu.default);
	}
});

test.each(named)(
	'the subtitle of %s on the canvas says in words what the node does',
	async (_, each) => {
		const { resource, value: operation, action } = each;
		const { workflow, node } = await makeWorkflow({ parameters: { resource, operation } });
		expect(workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {})).toBe(
			action,
		);
	},
);

describe.each(named.filter(([, { needs }]) => needs !== undefined))(
	'%s, which some services lack,',
	(_, { resource, value: operation, needs, fields }) => {
		const shownAt = (service: string) =>
			properties.filter((field) =>
				NodeHelpers.displayParameter({ service, resource, operation }, field, null, null),
			);

		test.each(servicesWith(needs!, false))(
			'shows at %s nothing but which service has it',
			(service) => {
				const shown = shownAt(service);
				expect(shown.map(({ name }) => name)).toEqual([
					...['service', 'resource', 'operation', 'serviceNotice'],
				]);
				for (const name of servicesWith(needs!).map(labelOf)) {
					expect(shown.at(-1)?.displayName).toContain(`needs the service ${name}`);
				}
			},
		);

		test.each(servicesWith(needs!))('shows at %s its fields, and no notice', (service) => {
			const shown = shownAt(service).map(({ name }) => name);
			expect(shown).not.toContain('serviceNotice');
			expect(shown).toEqual(
				expect.arrayContaining(
					fields.filter(({ displayOptions }) => !displayOptions).map(({ name }) => name),
				),
			);
		});
	},
);

const pays = ({ endpoint }: Operation) =>
	['imagine', 'blend', 'describe', 'action', 'shorten', 'edit', 'video'].includes(endpoint);

test.each(named.filter(([, operation]) => pays(operation)))(
	'%s, which costs money, has the guards: all is checked before, cost and wait are limited',
	(_, operation) => {
		const paths = allFields(operation.fields).map(({ path }) => path);
		expect(operation).toHaveProperty('plan');
		expect(paths).toEqual(
			expect.arrayContaining([
				'waitForCompletion',
				'options.timeLimitMinutes',
				'options.onTimeLimit',
				'options.maximumTasks',
			]),
		);
		const isEverywhere = operation.needs === undefined;
		expect(paths.includes('options.maximumCost')).toBe(isEverywhere);
		// A button is pressed in the pool of its task.
		expect(paths.includes('speed')).toBe(isEverywhere && operation.endpoint !== 'action');
		// Shorten makes no picture: it ignores parameters.
		const makesPicture = operation.endpoint !== 'shorten';
		expect(paths.includes('options.checkPrompt')).toBe(makesPicture && paths.includes('prompt'));
	},
);

const returnsTask = (operation: Operation) =>
	'plan' in operation || (operation.resource === 'task' && operation.value !== 'getSeed');

test.each(named.filter(([, operation]) => returnsTask(operation)))(
	'%s, which returns tasks with more than ten fields, has Simplify',
	(_, { fields }) => {
		expect(fields.map(({ name }) => name)).toContain('simplify');
	},
);

/** What n8n's linter finds in panels that are written out as literals. */
function lint(...panels: INodeProperties[][]): string[][] {
	const script = join(__dirname, 'menuLint.ts');
	const { stdout, stderr } = spawnSync(process.execPath, [require.resolve('tsx/cli'), script], {
		input: JSON.stringify(panels),
		encoding: 'utf8',
		// n8n's rules treat every file as their own test file if NODE_ENV is "test".
		env: { ...process.env, NODE_ENV: 'production' },
	});
	if (stdout === '') throw new Error(stderr);
	return JSON.parse(stdout) as string[][];
}

test("n8n's own rules, which see no generated menus, find nothing in them when they are written out", () => {
	const misworded = properties.map((field) =>
		field.name === 'simplify' ? { ...field, description: 'Shortens the output.' } : field,
	);
	const [found, planted, foundInTrigger] = lint(properties, misworded, trigger);
	expect(found).toEqual([]);
	expect(foundInTrigger).toEqual([]);
	expect(planted?.join('\n')).toContain('n8n-nodes-base/node-param-description');
}, 60_000);

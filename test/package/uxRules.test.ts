import type { INodeProperties } from 'n8n-workflow';
import { fieldRules, isPunctuated, isTitleCase } from './uxRules';

const text = (changes: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Good Name',
	name: 'good',
	type: 'string',
	default: '',
	description: 'What it is for',
	...changes,
});
const list = (...names: string[]) =>
	text({
		type: 'options',
		default: names[0] ?? '',
		options: names.map((name) => ({ name, value: name, description: 'What it does' })),
	});

test.each<[keyof typeof fieldRules, INodeProperties]>([
	['has a name in Title Case', text({ displayName: 'Time limit' })],
	['has choices in Title Case', list('By name')],
	['has a description or a hint, unless it is a group or a menu', text({ description: undefined })],
	[
		'is described in one sentence without a full stop, or in several with one',
		text({ description: 'What it is for.' }),
	],
	[
		'is described in one sentence without a full stop, or in several with one',
		text({ description: 'What it is for. And more' }),
	],
	[
		'has choices that are described in the same way',
		text({ options: [{ name: 'A', value: 'a', description: 'first.' }] }),
	],
	[
		'has choices that are described, or say all by themselves',
		text({ options: [{ name: 'A', value: 'a' }] }),
	],
	['has choices in alphabetical order, from five on', list('A', 'B', 'C', 'E', 'D')],
	[
		'has entries in alphabetical order, from five on',
		text({
			type: 'collection',
			options: ['B', 'A', 'C', 'D', 'E'].map((displayName) => text({ displayName })),
		}),
	],
	['has no choice twice', list('A', 'B', 'A')],
	['starts with "Whether" if it is a switch', text({ type: 'boolean', default: true })],
	[
		'has a placeholder that starts with "e.g." or, on a group, with "Add"',
		text({ placeholder: '16:9' }),
	],
	[
		'has a placeholder that starts with "e.g." or, on a group, with "Add"',
		text({ type: 'collection', placeholder: 'More' }),
	],
	[
		'has the wording that n8n prescribes, if there is one',
		text({ name: 'returnAll', type: 'boolean' }),
	],
	['cannot be an expression if it is a menu', text({ name: 'operation' })],
	['has a legal default', { ...list('A', 'B'), default: 'C' }],
	['has a legal default', text({ type: 'number', default: 0, typeOptions: { minValue: 1 } })],
	[
		'has a name of its own inside its group',
		text({ type: 'collection', options: [text({}), text({})] }),
	],
])('%s: what breaks the rule is found', (rule, field) => {
	expect(fieldRules[rule]?.(field)).toBe(false);
});

test.each(['Wait for Completion', 'Zoom Out 1.5x', 'Vary (Region)', '0.25', "Don't Wait"])(
	"'%s' is Title Case",
	(name) => expect(isTitleCase(name)).toBe(true),
);

test.each(['Wait for completion', 'of Tasks', 'Vary (region)', 'wait'])(
	"'%s' is not Title Case",
	(name) => expect(isTitleCase(name)).toBe(false),
);

test.each([
	['Shape of the new image', true],
	['Up to 14:1. With HD up to 4:1.', true],
	['Whatever it is, e.g. a kite', true],
	['Shape of the new image.', false],
	['Up to 14:1. With HD up to 4:1', false],
	['shape of the new image', false],
])("'%s' is punctuated as n8n wants it: %s", (label, expected) => {
	expect(isPunctuated(label)).toBe(expected);
});

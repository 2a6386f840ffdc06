import fc from 'fast-check';
import {
	parameterFacts,
	supportOf,
	type ParameterName,
	type PromptParameters,
} from '../../nodes/Midjourney/facts/parameters/parameterFacts';
import { alternatives, conflicts } from '../../nodes/Midjourney/facts/parameters/combinations';
import { models, type ModelId } from '../../nodes/Midjourney/facts/parameters/models';
import type { ParameterFact, ValueFact } from '../../nodes/Midjourney/facts/parameters/parameter';

type Value = string | number | boolean;
type Chosen = Partial<Record<ParameterName, Value>>;

const address = fc.stringMatching(/^[a-z0-9_/?=&.-]{1,20}$/).map((path) => `https://a.b/${path}`);
const word = fc.oneof(
	fc.constantFrom(
		'a',
		'red',
		'kite',
		'over',
		'dunes,',
		'no',
		'raw',
		'tile',
		'—',
		'–',
		'«',
		'5',
		'16:9',
		'"kite"',
		'ар',
		'凧',
		'🪁',
	),
	fc.stringMatching(/^[a-zà-ž]{1,9}$/),
);

/** Text without flags, braces and weights. */
export const legalText: fc.Arbitrary<string> = fc
	.array(word, { minLength: 1, maxLength: 12 })
	.map((words) => ['the', ...words, 'sky'].join(' '));

/** Parameters that one model accepts together. If two exclude each other, only the first is used. */
export const legalParameters: fc.Arbitrary<PromptParameters> = fc.oneof(
	...models.map(({ id, flag, value }) =>
		parametersOf(id).map((chosen) => ({ ...chosen, [flag]: value })),
	),
);

function parametersOf(model: ModelId): fc.Arbitrary<Chosen> {
	const facts = parameterFacts.filter(
		(fact) =>
			supportOf(fact, model) === 'yes' && fact.refused === undefined && fact.takes.kind !== 'model',
	);
	const record = Object.fromEntries(facts.map((fact) => [fact.name, valuesOf(fact, model)]));
	return fc.record(record, { requiredKeys: [] }).map((chosen) => makeLegal(chosen as Chosen));
}

function valuesOf(fact: ParameterFact, model: ModelId): fc.Arbitrary<Value> {
	const value: ValueFact = fact.takesIn?.[model] ?? fact.takes;
	switch (value.kind) {
		case 'integer':
			return fc.integer({ min: value.min, max: value.max });
		case 'number':
			return fc.integer({ min: value.min * 100, max: value.max * 100 }).map((n) => n / 100);
		case 'ratio':
			return fc
				.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
				.filter(([a, b]) => Math.max(a / b, b / a) <= value.maxWithHd)
				.map((sides) => sides.join(':'));
		case 'choice':
			return fc.constantFrom(...value.values);
		case 'references':
			return fc
				.array(address, { minLength: 1, maxLength: Math.min(value.max, 4) })
				.map((addresses) => addresses.join(' '));
		case 'text':
			return fc
				.array(fc.constantFrom('cars', 'red dogs', 'rain'), { minLength: 1 })
				.map((list) => list.join(', '));
		case 'ids':
			return fc.stringMatching(/^[a-z0-9]{5,9}$/);
		default:
			return fc.constant(true);
	}
}

function makeLegal(chosen: Chosen): Chosen {
	const legal = { ...chosen };
	for (const { names } of alternatives) {
		for (const name of names.filter((candidate) => candidate in legal).slice(1)) delete legal[name];
	}
	for (const { names } of conflicts) {
		if (names.every((name) => name in legal)) delete legal[names[1]];
	}
	for (const { name, needs } of parameterFacts) {
		if (needs !== undefined && needs.partner !== 'picture' && !(needs.partner in legal))
			delete legal[name];
	}
	return legal;
}

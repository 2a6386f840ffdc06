import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../model/json';
import {
	choiceOf,
	flagOf,
	listOf,
	numberOf,
	textOf,
	timeOf,
	unreadable,
	type Field,
} from './fieldValue';

/**
 * Values of the node's fields for one item. Any of them may come from an expression, so each is read by the kind of its
 * field, or refused with an error that says what is legal. A field that is hidden, or a setting that is not added, has
 * no value.
 */
export interface NodeParameters {
	/** Whether there is a value; it may be empty. */
	has(field: Field): boolean;
	/** The value as it is; undefined where there is none. */
	value(field: Field): unknown;
	/** Empty where there is none. */
	text(field: Field): string;
	/** False, or `otherwise`, where there is none. */
	flag(field: Field, otherwise?: boolean): boolean;
	number(field: Field): number | undefined;
	/** The value of one of the field's options; empty where there is none. */
	choice(field: Field): string;
	/** The same for several; empty where there are none. */
	choices(field: Field): string[];
	/** Texts of a list, or of a text separated by commas or line breaks, or by `separator`. */
	list(field: Field, separator?: RegExp): string[];
	/** Undefined where there is none, or an empty one. */
	time(field: Field): Date | undefined;
	/** Values of a collection. */
	group(field: Field): NodeParameters;
}

const absent = Symbol('no value');

/** `read` gives a value by the name of its field, or `absent`. */
function toParameters(read: (name: string) => unknown): NodeParameters {
	function value<Value, Otherwise>(
		field: Field,
		toValue: (field: Field, given: unknown) => Value,
		otherwise: Otherwise,
	): Value | Otherwise {
		const given = read(field.name);
		return given === absent ? otherwise : toValue(field, given);
	}
	const list = (field: Field, separator?: RegExp) =>
		value(field, (_, given) => listOf(field, given, separator), []);
	return {
		has: ({ name }) => read(name) !== absent,
		value: (field) => value(field, (_, given) => given, undefined),
		text: (field) => value(field, textOf, ''),
		flag: (field, otherwise = false) => value(field, flagOf, otherwise),
		number: (field) => value(field, numberOf, undefined),
		choice: (field) => value(field, choiceOf, ''),
		choices: (field) => list(field).map((each) => choiceOf(field, each)),
		list,
		time: (field) => value(field, timeOf, undefined),
		group: (field) => value(field, groupOf, parametersIn({})),
	};
}

function groupOf(field: Field, given: unknown): NodeParameters {
	if (isObject(given)) return parametersIn(given);
	throw unreadable(field, given, 'an object with settings');
}

/** Values of a collection by the names of their fields. */
export const parametersIn = (values: Record<string, unknown>): NodeParameters =>
	toParameters((name) => (Object.hasOwn(values, name) ? values[name] : absent));

/** The node's parameters with expressions resolved; for one item where there are items. */
export const readParameters = (context: IExecuteFunctions | IWebhookFunctions, itemIndex = 0) =>
	toParameters((name): unknown =>
		'getInputData' in context
			? context.getNodeParameter(name, itemIndex, absent)
			: context.getNodeParameter(name, absent),
	);

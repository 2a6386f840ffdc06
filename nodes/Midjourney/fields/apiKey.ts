import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { toNumber } from '../model/json';
import { toList, type NodeParameters } from './nodeParameters';

export const keyField: INodeProperties = {
	displayName: 'Key',
	name: 'key',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	placeholder: 'e.g. sk-…',
	description: 'The whole key, as it was shown when it was created',
};

export function readKey(parameters: NodeParameters): string {
	const key = parameters.text('key');
	if (key === '') throw new InputError("'Key' is empty", 'Give the whole key.');
	return key;
}

export const remarkField: INodeProperties = {
	displayName: 'Remark',
	name: 'remark',
	type: 'string',
	default: '',
	placeholder: 'e.g. Newsletter pictures',
	description: 'A name for the key',
};

/** A key that can be recognised and not be used: its last three characters. */
export const maskKey = (key: string) => (key.length > 6 ? `sk-***${key.slice(-3)}` : 'sk-***');

interface Setting {
	field: INodeProperties;
	/** The service's name for it. */
	wireName: string;
	legal: string;
	/** Undefined for a value that cannot be read. */
	read: (value: unknown) => IDataObject[string];
}

function toIso(value: unknown): string | undefined {
	const time = typeof value === 'string' && value.trim() !== '' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function toTokens(value: unknown): number | undefined {
	const tokens = toNumber(value);
	return tokens !== null && tokens >= 0 ? tokens : undefined;
}

/** Settings of a key, in alphabetical order. */
const settings: readonly Setting[] = [
	{
		field: {
			displayName: 'Disabled',
			name: 'isDisabled',
			type: 'boolean',
			default: false,
			description: 'Whether the key is switched off',
		},
		wireName: 'is_disabled',
		legal: 'true or false',
		read: (value) => (typeof value === 'boolean' ? value : undefined),
	},
	{
		field: {
			displayName: 'Expires At',
			name: 'expiresAt',
			type: 'dateTime',
			default: '',
			description: 'When the key stops working',
		},
		wireName: 'expired_at',
		legal: 'a date and time, e.g. 2027-01-31T00:00',
		read: toIso,
	},
	{
		field: {
			displayName: 'Maximum Fee',
			name: 'maxFee',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 500000,
			description: 'How many tokens the key may spend in total',
		},
		wireName: 'max_fee',
		legal: 'a number of tokens, 0 or more',
		read: toTokens,
	},
	{
		field: {
			displayName: 'Permissions',
			name: 'permissions',
			type: 'string',
			default: 'midjourney',
			placeholder: 'e.g. midjourney, file-v1',
			description: 'Models that the key may use, separated by commas',
		},
		wireName: 'permissions',
		legal: 'names of models, separated by commas',
		read: (value) => (toList(value).length > 0 ? toList(value) : undefined),
	},
	{
		field: remarkField,
		wireName: 'remark',
		legal: 'a text',
		read: (value) => (typeof value === 'string' ? value.trim() : undefined),
	},
];

/** Fields of all settings but those named. */
export const keySettingsWithout = (...names: string[]): INodeProperties[] =>
	settings.map(({ field }) => field).filter(({ name }) => !names.includes(name));

/**
 * The settings that are given, under the service's names. One that cannot be read is an error and not left out: a key
 * without the limit that the user meant would be worse than none.
 */
export function readKeySettings(given: IDataObject): IDataObject {
	const entries = Object.entries(given).flatMap(([name, value]) => {
		const setting = settings.find(({ field }) => field.name === name);
		if (setting === undefined) return [];
		const { field, wireName, legal, read } = setting;
		const body = read(value);
		if (body !== undefined) return [[wireName, body] as const];
		throw new InputError(`'${field.displayName}' cannot be read`, `It must be ${legal}.`);
	});
	return Object.fromEntries(entries);
}

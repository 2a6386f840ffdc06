import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { unreadable } from './fieldValue';
import type { NodeParameters } from './nodeParameters';

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
	const key = parameters.text(keyField);
	if (key === '') throw new InputError("'Key' is empty", 'Give the whole key.');
	return key;
}

export const remarkField: INodeProperties = {
	displayName: 'Remark',
	name: 'remark',
	type: 'string',
	default: '',
	placeholder: 'e.g. Newsletter images',
	description: 'A name for the key',
};

/** A key that can be recognised and not be used: its last three characters. */
export const maskKey = (key: string) => (key.length > 6 ? `sk-***${key.slice(-3)}` : 'sk-***');

interface Setting {
	field: INodeProperties;
	/** The service's name for it. */
	wireName: string;
	read: (settings: NodeParameters, field: INodeProperties) => IDataObject[string];
}

function readExpiry(settings: NodeParameters, field: INodeProperties): string {
	const time = settings.time(field);
	if (time === undefined) throw unreadable(field, '', 'a date and time');
	return time.toISOString();
}

function readPermissions(settings: NodeParameters, field: INodeProperties): string[] {
	const given = settings.list(field);
	if (given.length === 0) throw unreadable(field, '', 'names of models, separated by commas');
	return given;
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
		read: (given, field) => given.flag(field),
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
		read: readExpiry,
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
		read: (given, field) => given.number(field),
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
		read: readPermissions,
	},
	{
		field: remarkField,
		wireName: 'remark',
		read: (given, field) => given.text(field),
	},
];

/** Fields of all settings but those named. */
export const keySettingsWithout = (...names: string[]): INodeProperties[] =>
	settings.map(({ field }) => field).filter(({ name }) => !names.includes(name));

/**
 * The settings that are given, under the service's names. One that cannot be read is an error and not left out: a key
 * without the limit that the user meant would be worse than none.
 */
export const readKeySettings = (given: NodeParameters): IDataObject =>
	Object.fromEntries(
		settings
			.filter(({ field }) => given.has(field))
			.map(({ field, wireName, read }) => [wireName, read(given, field)]),
	);

import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toList } from './parameters';

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

/** What may be set on a key. */
export const keySettings: INodeProperties[] = [
	{
		displayName: 'Expires At',
		name: 'expiresAt',
		type: 'dateTime',
		default: '',
		description: 'When the key stops working',
	},
	{
		displayName: 'Maximum Fee',
		name: 'maxFee',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 500000,
		description: 'How many tokens the key may spend in all',
	},
	{
		displayName: 'Permissions',
		name: 'permissions',
		type: 'string',
		default: 'midjourney',
		placeholder: 'e.g. midjourney, file-v1',
		description: 'Models that the key may use, parted by commas',
	},
	{
		displayName: 'Remark',
		name: 'remark',
		type: 'string',
		default: '',
		placeholder: 'e.g. Newsletter pictures',
		description: 'A name for the key',
	},
];

const toIso = (value: unknown) => {
	const time = typeof value === 'string' && value.trim() !== '' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** The settings that are set, in the names of the key object that the service lists. */
export function toKeyBody(settings: IDataObject): IDataObject {
	const { remark, maxFee, expiresAt, permissions, isDisabled } = settings;
	const expires = toIso(expiresAt);
	return {
		...(typeof remark === 'string' ? { remark } : {}),
		...(typeof maxFee === 'number' ? { max_fee: maxFee } : {}),
		...(expires ? { expired_at: expires } : {}),
		...(permissions === undefined ? {} : { permissions: toList(permissions) }),
		...(typeof isDisabled === 'boolean' ? { is_disabled: isDisabled } : {}),
	};
}

import type { INodeProperties } from 'n8n-workflow';

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

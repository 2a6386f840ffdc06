import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../api/envelope';
import { sendToFirst } from '../../api/request';
import { endpoints } from '../../facts/endpoints';
import { keySettings, toKeyBody } from '../../fields/apiKey';
import { dataOf, refuse } from '../operation';
import type { ItemOperation } from '../operation';

const remarkField = 'remark';

export const create: ItemOperation = {
	resource: 'apiKey',
	value: 'create',
	name: 'Create',
	action: 'Create API key',
	description: 'Make a new key; it is shown in this output and never again',
	endpoint: 'apiKeys.create',
	fields: [
		{
			displayName: 'Remark',
			name: remarkField,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Newsletter pictures',
			description: 'A name for the key',
		},
		{
			displayName: 'Settings',
			name: 'settings',
			type: 'collection',
			placeholder: 'Add Setting',
			default: {},
			options: keySettings.filter(({ name }) => name !== remarkField),
		},
	],
	async execute(item) {
		const remark = item.parameters.text(remarkField);
		if (remark === '') throw refuse(item, "'Remark' is empty", 'Give the key a name.');
		const body = {
			permissions: ['midjourney'],
			...toKeyBody({ ...item.parameters.group('settings'), remark }),
		};
		const answer = await sendToFirst(item.door, endpoints.apiKeys.create, { body });
		const data = dataOf(item, answer);
		const json: IDataObject = isObject(data) ? (data as IDataObject) : { key: String(data) };
		return [{ json: { remark, ...json } }];
	},
};

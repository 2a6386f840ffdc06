import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../service/ohmygpt/envelope';
import { sendToFirst } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { keySettings } from '../../fields/apiKey';
import { ask } from '../ask';
import { readKeyBody } from '../keyBody';
import { refuse } from '../operation';
import type { ItemOperation } from '../operation';

const remarkField = 'remark';

const readText = (value: unknown) => (typeof value === 'string' ? value : null);

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
			...readKeyBody(item, item.parameters.group('settings')),
			remark,
		};
		const { create: paths } = endpoints.apiKeys;
		const data = await ask(item, async () => await sendToFirst(item.door, paths, { body }));
		const json = isObject(data) ? (data as IDataObject) : { key: readText(data) };
		return [{ json: { remark, ...json } }];
	},
};

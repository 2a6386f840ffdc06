import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../service/ohmygpt/envelope';
import { send } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { keyField, keySettings } from '../../fields/apiKey';
import { maskKey } from '../../model/apiKey';
import { ask } from '../ask';
import { readKeyBody } from '../keyBody';
import { refuse } from '../operation';
import type { ItemOperation } from '../operation';

export const update: ItemOperation = {
	resource: 'apiKey',
	value: 'update',
	name: 'Update',
	action: 'Update API key',
	description: 'Change the name, the limits or the permissions of a key',
	endpoint: 'apiKeys.update',
	fields: [
		keyField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [
				{
					displayName: 'Disabled',
					name: 'isDisabled',
					type: 'boolean',
					default: false,
					description: 'Whether the key is switched off',
				},
				...keySettings,
			],
		},
	],
	async execute(item) {
		const key = item.parameters.text('key');
		const changes = readKeyBody(item, item.parameters.group('changes'));
		if (key === '') throw refuse(item, "'Key' is empty", 'Give the whole key.');
		if (Object.keys(changes).length === 0) {
			throw refuse(item, 'No change is given', "Add what is to change under 'Changes'.");
		}
		const request = { path: endpoints.apiKeys.update, body: { key, ...changes } };
		const data = await ask(item, async () => await send(item.door, request));
		const json: IDataObject = isObject(data) ? (data as IDataObject) : {};
		return [{ json: { ...changes, ...json, key: maskKey(key), updated: true } }];
	},
};

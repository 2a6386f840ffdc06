import { sendToFirst } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { keyField } from '../../fields/apiKey';
import { ask } from '../ask';
import { refuse } from '../operation';
import type { ItemOperation } from '../operation';

export const deleteKey: ItemOperation = {
	resource: 'apiKey',
	value: 'delete',
	name: 'Delete',
	action: 'Delete API key',
	description: 'Delete a key permanently',
	endpoint: 'apiKeys.delete',
	fields: [keyField],
	async execute(item) {
		const key = item.parameters.text('key');
		if (key === '') throw refuse(item, "'Key' is empty", 'Give the whole key.');
		const form = {
			body: { key },
			contentType: 'application/x-www-form-urlencoded',
		};
		await ask(item, async () => await sendToFirst(item.door, endpoints.apiKeys.delete, form));
		return [{ json: { deleted: true } }];
	},
};

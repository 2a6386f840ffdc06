import { keyField, readKey } from '../../fields/apiKey';
import { requestData } from '../../service/errors';
import { deleteKey as requestDeletion } from '../../service/ohmygpt/apiKeys';
import type { ItemOperation } from '../operation';

export const deleteKey: ItemOperation = {
	resource: 'apiKey',
	value: 'delete',
	name: 'Delete',
	action: 'Delete API key',
	description: 'Delete a key permanently',
	needs: 'account',
	endpoint: 'apiKeys.delete',
	fields: [keyField],
	async execute({ service, parameters }) {
		const key = readKey(parameters);
		await requestData(service, async (client) => await requestDeletion(client, key));
		return [{ json: { deleted: true } }];
	},
};

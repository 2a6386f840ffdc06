import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../service/ohmygpt/envelope';
import { send } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { limitField, readLimit, returnAllField } from '../../fields/limit';
import { maskKey } from '../../model/apiKey';
import { ask } from '../ask';
import type { ItemOperation } from '../operation';

export const getMany: ItemOperation = {
	resource: 'apiKey',
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many API keys',
	description: 'Get the keys of the account with their limits and what they have spent',
	endpoint: 'apiKeys.list',
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Show Whole Keys',
			name: 'showWholeKeys',
			type: 'boolean',
			default: false,
			description:
				'Whether to give out the keys as the service lists them instead of their last three characters. They are then stored with the execution.',
		},
	],
	async execute(item) {
		const request = { path: endpoints.apiKeys.list, body: {} };
		const data = await ask(item, async () => await send(item.door, request));
		const keys = (Array.isArray(data) ? data : []).filter(isObject);
		const isWhole = item.parameters.flag('showWholeKeys');
		return keys.slice(0, readLimit(item.parameters)).map((entry) => {
			const { key } = entry;
			const shown = isWhole || typeof key !== 'string' ? entry : { ...entry, key: maskKey(key) };
			return { json: shown as IDataObject };
		});
	},
};

import type { IDataObject } from 'n8n-workflow';

import { maskKey } from '../../fields/apiKey';
import { limitField, readLimit, returnAllField } from '../../fields/limit';
import { isObject } from '../../model/json';
import { requestData } from '../../service/errors';
import { listKeys } from '../../service/ohmygpt/apiKeys';
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
				'Whether to return the keys as the service lists them instead of their last three characters. They are then stored with the execution.',
		},
	],
	async execute({ service, parameters }) {
		const data = await requestData(service.client, listKeys);
		const keys = (Array.isArray(data) ? data : []).filter(isObject);
		const isWhole = parameters.flag('showWholeKeys');
		return keys.slice(0, readLimit(parameters)).map((entry) => {
			const { key } = entry;
			const shown = isWhole || typeof key !== 'string' ? entry : { ...entry, key: maskKey(key) };
			return { json: shown as IDataObject };
		});
	},
};

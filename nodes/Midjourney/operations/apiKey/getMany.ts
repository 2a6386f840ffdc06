import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { maskKey } from '../../fields/apiKey';
import { limitField, readLimit, returnAllField } from '../../fields/limit';
import { isObject } from '../../model/json';
import { requestData } from '../../service/errors';
import { listKeys } from '../../service/ohmygpt/apiKeys';
import type { ItemOperation } from '../operation';

const showWholeKeysField: INodeProperties = {
	displayName: 'Show Whole Keys',
	name: 'showWholeKeys',
	type: 'boolean',
	default: false,
	description:
		'Whether to return the keys as the service lists them instead of their last three characters. They are then stored with the execution.',
};

export const getMany: ItemOperation = {
	resource: 'apiKey',
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many API keys',
	description: 'Get the keys of the account with their limits and what they have spent',
	needs: 'account',
	endpoint: 'apiKeys.list',
	fields: [returnAllField, limitField, showWholeKeysField],
	async execute({ service, parameters }) {
		const isWhole = parameters.flag(showWholeKeysField);
		const limit = readLimit(parameters);
		const data = await requestData(service, listKeys);
		const keys = (Array.isArray(data) ? data : []).filter(isObject);
		return keys.slice(0, limit).map((entry) => {
			const { key } = entry;
			const shown = isWhole || typeof key !== 'string' ? entry : { ...entry, key: maskKey(key) };
			return { json: shown as IDataObject };
		});
	},
};

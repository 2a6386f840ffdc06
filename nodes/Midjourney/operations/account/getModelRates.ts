import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../service/ohmygpt/envelope';
import { send } from '../../service/client';
import { endpoints } from '../../service/ohmygpt/facts/endpoints';
import { ask } from '../ask';
import type { ItemOperation } from '../operation';

/** The answer's shape is not documented: a list gives an item for each entry, anything else one item. */
function toJson(data: unknown): IDataObject[] {
	if (Array.isArray(data)) return data.flatMap(toJson);
	return [isObject(data) ? (data as IDataObject) : { rates: data ?? null }];
}

export const getModelRates: ItemOperation = {
	resource: 'account',
	value: 'getModelRates',
	name: 'Get Model Rates',
	action: 'Get model rates',
	description: "Get the prices of OhMyGPT's models as the service lists them",
	endpoint: 'modelRates',
	fields: [],
	async execute(item) {
		const request = { method: 'GET' as const, path: endpoints.modelRates };
		const data = await ask(item, async () => await send(item.door, request));
		return toJson(data).map((json) => ({ json }));
	},
};

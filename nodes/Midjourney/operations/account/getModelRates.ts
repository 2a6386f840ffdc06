import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../model/json';
import { requestData } from '../../service/errors';
import { getModelRates as requestModelRates } from '../../service/ohmygpt/account';
import type { ItemOperation } from '../operation';

/** A list gives an item for each entry, anything else one item. */
function toJson(data: unknown): IDataObject[] {
	if (Array.isArray(data)) return data.flatMap(toJson);
	return [isObject(data) ? (data as IDataObject) : { rates: data ?? null }];
}

export const getModelRates: ItemOperation = {
	resource: 'account',
	value: 'getModelRates',
	name: 'Get Model Rates',
	action: 'Get model rates',
	description: 'Get the prices of all models as the service lists them',
	needs: 'account',
	endpoint: 'modelRates',
	fields: [],
	async execute({ service }) {
		const rates = await requestData(service, requestModelRates);
		return toJson(rates).map((json) => ({ json }));
	},
};

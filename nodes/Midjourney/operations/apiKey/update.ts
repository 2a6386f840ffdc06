import type { IDataObject, INodeProperties } from 'n8n-workflow';

import {
	keyField,
	keySettingsWithout,
	maskKey,
	readKey,
	readKeySettings,
} from '../../fields/apiKey';
import { InputError } from '../../model/inputError';
import { isObject } from '../../model/json';
import { requestData } from '../../service/errors';
import { updateKey } from '../../service/ohmygpt/apiKeys';
import type { ItemOperation } from '../operation';

const changesField: INodeProperties = {
	displayName: 'Changes',
	name: 'changes',
	type: 'collection',
	placeholder: 'Add Change',
	default: {},
	options: keySettingsWithout(),
};

export const update: ItemOperation = {
	resource: 'apiKey',
	value: 'update',
	name: 'Update',
	action: 'Update API key',
	description: 'Change the name, the limits or the permissions of a key',
	needs: 'account',
	endpoint: 'apiKeys.update',
	fields: [keyField, changesField],
	async execute({ service, parameters }) {
		const key = readKey(parameters);
		const changes = readKeySettings(parameters.group(changesField));
		if (Object.keys(changes).length === 0) {
			throw new InputError('No change is given', "Add what is to change under 'Changes'.");
		}
		const body = { key, ...changes };
		const data = await requestData(service, async (client) => await updateKey(client, body));
		const json: IDataObject = isObject(data) ? (data as IDataObject) : {};
		return [{ json: { ...changes, ...json, key: maskKey(key), updated: true } }];
	},
};

import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { keySettingsWithout, readKeySettings, remarkField } from '../../fields/apiKey';
import { InputError } from '../../model/inputError';
import { isObject, textOrNull } from '../../model/json';
import { requestData } from '../../service/errors';
import { createKey } from '../../service/ohmygpt/apiKeys';
import type { ItemOperation } from '../operation';

const settingsField: INodeProperties = {
	displayName: 'Settings',
	name: 'settings',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	options: keySettingsWithout(remarkField.name, 'isDisabled'),
};

export const create: ItemOperation = {
	resource: 'apiKey',
	value: 'create',
	name: 'Create',
	action: 'Create API key',
	description: 'Make a new key; it is shown in this output and never again',
	needs: 'account',
	endpoint: 'apiKeys.create',
	fields: [{ ...remarkField, required: true }, settingsField],
	async execute({ service, parameters }) {
		const remark = parameters.text(remarkField);
		if (remark === '') throw new InputError("'Remark' is empty", 'Give the key a name.');
		const settings = readKeySettings(parameters.group(settingsField));
		const body = { permissions: ['midjourney'], ...settings, remark };
		const data = await requestData(service, async (client) => await createKey(client, body));
		const json = isObject(data) ? (data as IDataObject) : { key: textOrNull(data) };
		return [{ json: { remark, ...json } }];
	},
};

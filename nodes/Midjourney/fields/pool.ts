import type { INodeProperties } from 'n8n-workflow';

import type { Pool } from '../facts/pools';
import { isPool } from '../model/task';
import type { Item } from './item';

export const poolField: INodeProperties = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: [
		{ name: 'As in the Credential', value: 'credential', description: 'The mode set there' },
		{ name: 'Fast', value: 'FAST', description: 'About a minute for a picture, full price' },
		{ name: 'Normal', value: 'NORMAL', description: 'Slower, half the price' },
	],
	default: 'credential',
	description: 'The account pool that the task runs in',
};

export function readPool({ parameters, service }: Pick<Item, 'parameters' | 'service'>): Pool {
	const value = parameters.choice(poolField);
	return isPool(value) ? value : service.defaultPool;
}

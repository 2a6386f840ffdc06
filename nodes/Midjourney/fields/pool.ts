import { isPool } from '../model/task';
import type { Item } from './item';
import { withFeature } from './serviceChoice';

export const poolField = withFeature('pools', {
	displayName: 'Speed',
	name: 'speed',
	type: 'options',
	options: [
		{
			name: 'Use Credential Setting',
			value: 'credential',
			description: 'The speed that is set there',
		},
		{ name: 'Fast', value: 'FAST', description: 'About a minute for an image, full price' },
		{ name: 'Normal', value: 'NORMAL', description: 'Slower, half the price' },
	],
	default: 'credential',
	description: 'Faster, or half the price: the account pool that the task runs in',
});

export function readPool({ parameters, service }: Pick<Item, 'parameters' | 'service'>): string {
	const value = parameters.choice(poolField);
	return isPool(value) ? value : service.defaultPool;
}

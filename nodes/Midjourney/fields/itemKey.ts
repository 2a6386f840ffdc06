import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';

/** How far back tasks with the same key are sought, in milliseconds. */
export const itemKeyMs = 24 * 3_600_000;

export const itemKeyOption: INodeProperties = {
	displayName: 'Item Key',
	name: 'itemKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.row_number }}',
	description:
		'Text that no other item has, like the ID of a row. If any execution of this n8n has made a task for the same key and the same settings in the last 24 hours, it is used instead of a new one.',
};

/** Empty where none is set. */
export const readItemKey = (parameters: NodeParameters): string =>
	readOptions(parameters).text(itemKeyOption).trim();

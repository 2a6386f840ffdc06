import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { estimateCost } from './account/estimateCost';
import { getBalance } from './account/getBalance';
import { getMembership } from './account/getMembership';
import { getModelRates } from './account/getModelRates';
import { create } from './apiKey/create';
import { deleteKey } from './apiKey/delete';
import { getMany as getManyKeys } from './apiKey/getMany';
import { update } from './apiKey/update';
import { blend } from './image/blend';
import { describe } from './image/describe';
import { download } from './image/download';
import { imagine } from './image/imagine';
import { runAction } from './image/runAction';
import type { Operation, Resource } from './operation';
import { get } from './task/get';
import { getMany } from './task/getMany';
import { wait } from './task/wait';

/** Every operation of the node; menus, fields and documentation are made from this list. */
export const operations: readonly Operation[] = [
	blend,
	describe,
	download,
	imagine,
	runAction,
	get,
	getMany,
	wait,
	estimateCost,
	getBalance,
	getMembership,
	getModelRates,
	create,
	deleteKey,
	getManyKeys,
	update,
];

/** In alphabetical order, as n8n wants its menus, each with the operation that is chosen at first. */
const resources: ReadonlyArray<{ value: Resource; name: string; preset: string }> = [
	{ value: 'account', name: 'Account', preset: 'getBalance' },
	{ value: 'apiKey', name: 'API Key', preset: 'getMany' },
	{ value: 'image', name: 'Image', preset: 'imagine' },
	{ value: 'task', name: 'Task', preset: 'get' },
];

const ofResource = (resource: Resource) =>
	operations.filter((operation) => operation.resource === resource);

function operationMenu({ value, preset }: (typeof resources)[number]): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: ofResource(value).map(
			(operation): INodePropertyOptions => ({
				name: operation.name,
				value: operation.value,
				action: operation.action,
				description: operation.description,
			}),
		),
		default: preset,
	};
}

/** Adds the operation to the field's own `displayOptions`. */
const shownFor = (operation: Operation, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: {
			...field.displayOptions?.show,
			resource: [operation.resource],
			operation: [operation.value],
		},
	},
});

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'image',
	},
	...resources.map(operationMenu),
	...operations.flatMap((operation) => operation.fields.map((field) => shownFor(operation, field))),
];

export const findOperation = (resource: string, value: string): Operation | undefined =>
	operations.find((operation) => operation.resource === resource && operation.value === value);

/** Lists that fields of the operations load. */
export const loadOptions = Object.fromEntries(
	operations.flatMap((operation) => Object.entries(operation.loadOptions ?? {})),
);

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { download } from './image/download';
import { imagine } from './image/imagine';
import type { Operation, Resource } from './operation';
import { get } from './task/get';

/** Every operation of the node; menus, fields and documentation are made from this list. */
export const operations: readonly Operation[] = [download, imagine, get];

/** In the order of the menu; the first operation of each is its default unless named here. */
const resources: ReadonlyArray<{ value: Resource; name: string; default: string }> = [
	{ value: 'image', name: 'Image', default: 'imagine' },
	{ value: 'task', name: 'Task', default: 'get' },
];

const ofResource = (resource: Resource) =>
	operations.filter((operation) => operation.resource === resource);

function operationMenu({ value, default: preset }: (typeof resources)[number]): INodeProperties {
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

/** Shows a field for its operation, besides whatever else the field asks for. */
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

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { serviceField } from '../fields/serviceChoice';
import { labelOf, servicesWith, type Feature } from '../service/features';
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
import { edit } from './image/edit';
import { imagine } from './image/imagine';
import { runAction } from './image/runAction';
import { shorten } from './image/shorten';
import { upload } from './image/upload';
import { video } from './image/video';
import type { Operation, Resource } from './operation';
import { cancel } from './task/cancel';
import { get } from './task/get';
import { getMany } from './task/getMany';
import { getSeed } from './task/getSeed';
import { wait } from './task/wait';

/** Every operation of the node; menus, fields and documentation are made from this list. */
export const operations: readonly Operation[] = [
	blend,
	describe,
	download,
	edit,
	imagine,
	runAction,
	shorten,
	upload,
	video,
	cancel,
	get,
	getMany,
	getSeed,
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

/** The likeliest first, each with the operation that is chosen at first. */
const resources: ReadonlyArray<{ value: Resource; name: string; preset: string }> = [
	{ value: 'image', name: 'Image', preset: 'imagine' },
	{ value: 'task', name: 'Task', preset: 'get' },
	{ value: 'account', name: 'Account', preset: 'getBalance' },
	{ value: 'apiKey', name: 'API Key', preset: 'getMany' },
];

const ofResource = (resource: Resource) =>
	operations.filter((operation) => operation.resource === resource);

/** A choice that only some services have. */
const shownWith = (needs: Feature | undefined) =>
	needs === undefined ? {} : { displayOptions: { show: { service: servicesWith(needs) } } };

/** A resource whose operations all need the same. */
function needsOf(resource: Resource): Feature | undefined {
	const [first, ...others] = ofResource(resource).map(({ needs }) => needs);
	return others.every((each) => each === first) ? first : undefined;
}

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
				...shownWith(operation.needs),
			}),
		),
		default: preset,
	};
}

/**
 * In place of the fields, where the service lacks the operation: from n8n's list of actions it can be chosen all the same, and
 * a new node has the default service.
 */
function serviceNotices({ value }: (typeof resources)[number]): INodeProperties[] {
	const lacking = ofResource(value).flatMap(({ needs }) => needs ?? []);
	return [...new Set(lacking)].map((needs) => ({
		displayName: `This operation needs the service ${servicesWith(needs).map(labelOf).join(' or ')}: choose it in 'Service' above.`,
		name: 'serviceNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: {
				service: servicesWith(needs, false),
				resource: [value],
				operation: ofResource(value).flatMap((each) => (each.needs === needs ? [each.value] : [])),
			},
		},
	}));
}

/** Adds the operation to the field's own `displayOptions`. */
const shownFor = (operation: Operation, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: {
			...field.displayOptions?.show,
			...(operation.needs ? { service: servicesWith(operation.needs) } : {}),
			resource: [operation.resource],
			operation: [operation.value],
		},
	},
});

/**
 * What an agent is told about the node as its tool. n8n's own field for it would say the name of the action and nothing else;
 * it is left out where a node has one of this name. A text that nobody has changed follows the operation.
 */
const toolDescriptions = operations.map(
	({ resource, value, description, forAgents = description }): INodeProperties => ({
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 3 },
		default: forAgents,
		placeholder: 'e.g. Makes an image from a prompt',
		description:
			'What the agent is told that the tool makes, how long it takes and what it returns',
		displayOptions: { show: { '@tool': [true], resource: [resource], operation: [value] } },
	}),
);

export const properties: INodeProperties[] = [
	...toolDescriptions,
	serviceField,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({
			...{ name, value },
			...shownWith(needsOf(value)),
		})),
		default: 'image',
	},
	...resources.map(operationMenu),
	...resources.flatMap(serviceNotices),
	...operations.flatMap((operation) => operation.fields.map((field) => shownFor(operation, field))),
];

/** What the node does, in words, below its name on the canvas: an expression of n8n. */
export const subtitle = `={{ (${JSON.stringify(
	Object.fromEntries(operations.map((each) => [`${each.resource}.${each.value}`, each.action])),
)})[$parameter["resource"] + "." + $parameter["operation"]] }}`;

export const findOperation = (resource: string, value: string): Operation | undefined =>
	operations.find((operation) => operation.resource === resource && operation.value === value);

/** Lists that fields of the operations load. */
export const loadOptions = Object.fromEntries(
	operations.flatMap((operation) => Object.entries(operation.loadOptions ?? {})),
);

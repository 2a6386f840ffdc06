import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { serviceField } from '../fields/serviceChoice';
import { downloadField } from '../fields/waiting';
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

type Words = (operation: Operation) => string;

function operationMenu(
	{ value, preset }: (typeof resources)[number],
	actionOf: Words,
): INodeProperties {
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
				action: actionOf(operation),
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

const propertiesWith = (actionOf: Words): INodeProperties[] => [
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
	...resources.map((resource) => operationMenu(resource, actionOf)),
	...resources.flatMap(serviceNotices),
	...operations.flatMap((operation) => operation.fields.map((field) => shownFor(operation, field))),
];

export const properties = propertiesWith(({ action }) => action);

/**
 * The panel as an agent's tool. n8n tells the agent the `action` of the chosen operation and nothing else. An agent has no
 * use for a file.
 */
export const toolProperties = propertiesWith(
	({ description, forAgents = description }) => forAgents,
).map((field) => (field.name === downloadField.name ? { ...field, default: false } : field));

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

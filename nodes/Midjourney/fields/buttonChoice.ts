import type { INodeProperties } from 'n8n-workflow';

import { buttons as facts } from '../facts/buttons';
import type { NodeParameters } from './nodeParameters';

const allUpscales = 'All Four Upscales';
const isAllUpscales = (name: string) => name.toLowerCase() === allUpscales.toLowerCase();
const upscales = ['U1', 'U2', 'U3', 'U4'];

const byName = { show: { chooseButtons: ['name'] } };
const fromList = { show: { chooseButtons: ['list'] } };
const byCustomId = { show: { chooseButtons: ['customId'] } };

const inOrder = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

const chooseField: INodeProperties = {
	displayName: 'Select Buttons By',
	name: 'chooseButtons',
	type: 'options',
	options: [
		{ name: 'Custom ID', value: 'customId', description: 'As the task lists it' },
		{ name: 'Name', value: 'name', description: 'The same names for every task' },
		{ name: 'List', value: 'list', description: 'The buttons that this task has' },
	],
	default: 'name',
	description: 'How to say which buttons to press',
};

const namesField: INodeProperties = {
	displayName: 'Buttons',
	name: 'buttonNames',
	type: 'multiOptions',
	options: [
		{ name: allUpscales, value: allUpscales },
		...facts.map(({ name }) => ({ name, value: name })),
	].sort(inOrder),
	default: ['U1'],
	description: 'Which buttons to press; each creates its own task and output item',
	displayOptions: byName,
};

const listField: INodeProperties = {
	displayName: 'Button Names or IDs',
	name: 'buttonIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getButtons', loadOptionsDependsOn: ['taskId'] },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	displayOptions: fromList,
};

const customIdField: INodeProperties = {
	displayName: 'Custom ID',
	name: 'customId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. MJ::JOB::upsample::1::3c0f…',
	description: "ID of the button, as the task lists it with 'Simplify' off",
	displayOptions: byCustomId,
};

/** For fields that an upscale has no use for. */
export const unlessUpscaled = {
	buttonNames: [
		allUpscales,
		...facts.flatMap(({ name, action }) => (action === 'UPSCALE' ? [name] : [])),
	],
};

export const buttonFields: INodeProperties[] = [chooseField, namesField, listField, customIdField];

/** Names or customIds of the buttons that the user wants pressed, each once. */
export function readButtons(parameters: NodeParameters): string[] {
	const fields: Record<string, INodeProperties> = { list: listField, customId: customIdField };
	const wanted = parameters.list(fields[parameters.choice(chooseField)] ?? namesField);
	return [...new Set(wanted.flatMap((name) => (isAllUpscales(name) ? upscales : [name])))];
}

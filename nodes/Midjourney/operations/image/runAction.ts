import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { actionPromptOptions, promptOfAction, readActionTexts } from '../../fields/actionPrompt';
import { buttonFields, readButtons, unlessUpscaled } from '../../fields/buttonChoice';
import { maximumOptions } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { optionsField, readOptions } from '../../fields/options';
import { binaryFieldOption, resultFieldsWith, splitGridField } from '../../fields/output';
import { readTaskId, taskIdField } from '../../fields/taskId';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { whenDownloaded } from '../../fields/waiting';
import { readWebhookUrl } from '../../fields/webhookUrl';
import { readReferencePictures, toDataUrl } from '../../image/referencePictures';
import { toAction } from '../../model/action';
import { factOf, findButton, nameOf } from '../../model/button';
import type { Action, LazyDataUrl } from '../../model/creation';
import { InputError } from '../../model/inputError';
import { outcomeOf, type Button, type Task } from '../../model/task';
import { toNodeError } from '../../output/itemError';
import { requireGrid } from '../../output/splitGrid';
import { readTaskJson } from '../../output/taskJson';
import { openService } from '../../service/openService';
import { getInputTask, requireSuccess } from '../../task/inputTask';
import type { TaskOperation } from '../operation';

const maskFieldOption: INodeProperties = {
	displayName: 'Mask Binary Field',
	name: 'maskField',
	type: 'string',
	default: 'mask',
	hint: 'The name of the input binary field that holds the mask',
	description:
		'For Vary (Region) only: an image that is white where it is to be repainted and black elsewhere',
};

/** The task whose buttons are pressed: from the input item if it has it with its buttons, else requested. */
async function readSource(item: Item): Promise<Task> {
	const { service, input } = item;
	const taskId = readTaskId(item);
	const given = readTaskJson(input.json, service);
	const isUsable =
		given?.id === taskId && outcomeOf(given) === 'success' && given.buttons.length > 0;
	return isUsable ? given : await getInputTask(service, taskId);
}

function findButtons(source: Task, wanted: readonly string[]): Button[] {
	requireSuccess(source, 'buttons');
	const has = source.buttons.map(nameOf).join(', ') || 'none';
	const subject = { taskId: source.id };
	if (wanted.length === 0) {
		throw new InputError('No button is chosen', `The task has: ${has}.`, subject);
	}
	return wanted.map((name) => {
		const button = findButton(source, name);
		if (button) return button;
		throw new InputError(`The task has no button '${name}'`, `It has: ${has}.`, subject);
	});
}

async function readMask(item: Item, field: string): Promise<LazyDataUrl | undefined> {
	if (field === '') return undefined;
	const [mask] = await readReferencePictures(item, { binaryFields: [field] });
	return mask && toDataUrl(mask);
}

const needsMask = (button: Button) => factOf(button)?.name === 'Vary (Region)';

function toCreation(
	source: Task,
	button: Button,
	{ mask, ...shared }: Pick<Action, 'pool' | 'webhookUrl' | 'mask' | 'prompt'>,
): Action {
	if (!needsMask(button)) return toAction(source, button, shared);
	if (mask) return toAction(source, button, { ...shared, mask });
	throw new InputError(
		"'Vary (Region)' needs a mask",
		"Set 'Mask Binary Field' in the options: an image of the same size, white where it is to be repainted and black elsewhere.",
		{ taskId: source.id },
	);
}

/** A single picture cannot be split: an error before it is paid for, where the button's result is known. */
function checkSplit(item: Item, source: Task, button: Button): void {
	const makes = factOf(button)?.action;
	if (makes === undefined || !item.parameters.flag(splitGridField)) return;
	requireGrid({ ...source, action: makes === 'REROLL' ? source.action : makes });
}

/** The buttons of the task whose ID is set in the node. */
async function getButtons(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const service = await openService(this);
	const taskId = service.readTaskId(this.getCurrentNodeParameter('taskId'));
	if (taskId === undefined) return [];
	try {
		const { buttons } = await getInputTask(service, taskId);
		return buttons.map((button) => ({ name: nameOf(button), value: button.customId }));
	} catch (reason) {
		throw toNodeError(this.getNode(), reason, 0);
	}
}

export const runAction: TaskOperation = {
	resource: 'image',
	value: 'runAction',
	name: 'Run Action',
	action: 'Upscale or vary image',
	description: 'Press buttons of a finished task: upscale, vary, re-roll, zoom, pan',
	forAgents:
		'Press buttons of a finished image to upscale, vary, re-roll, zoom or pan it: takes up to a minute and costs money for each button, returns the new task ID, the image URL and the names of the buttons that can be pressed next',
	endpoint: 'action',
	fields: [
		taskIdField,
		...buttonFields,
		...resultFieldsWith({
			...splitGridField,
			displayOptions: { ...whenDownloaded, hide: unlessUpscaled },
		}),
		optionsField(
			...creationOptions,
			...actionPromptOptions,
			maskFieldOption,
			...maximumOptions,
			binaryFieldOption,
		),
	],
	loadOptions: { getButtons },
	async plan(item) {
		const settings = readTaskSettings(item.parameters);
		const wanted = readButtons(item.parameters);
		const webhook = readWebhookUrl(item);
		const maskField = readOptions(item.parameters).text(maskFieldOption);
		const texts = readActionTexts(item.parameters);
		const source = await readSource(item);
		const buttons = findButtons(source, wanted);
		for (const button of buttons) checkSplit(item, source, button);
		const mask = buttons.some(needsMask) ? await readMask(item, maskField) : undefined;
		const shared = { pool: source.pool || item.service.defaultPool, ...webhook, mask };
		return {
			requests: buttons.map((button) => {
				const prompt = promptOfAction(texts, button, source.prompt);
				return { creation: toCreation(source, button, { ...shared, prompt }) };
			}),
			...settings,
		};
	},
};

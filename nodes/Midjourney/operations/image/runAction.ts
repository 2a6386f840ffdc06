import { getTask } from '../../service/ohmygpt/tasks';
import { buttonFields, getButtons, readButtons } from '../../fields/buttonChoice';
import { maximumCostOption, readMaximumCost } from '../../fields/cost';
import { optionsField } from '../../fields/options';
import { binaryFieldOption } from '../../fields/output';
import { finishedTaskInItem } from '../../output/taskJson';
import { taskIdField } from '../../fields/taskId';
import { pictureResultFields } from '../../fields/result';
import { atTimeLimitOption, readWaiting, timeLimitOption } from '../../fields/waiting';
import { readReferences, toDataUrl } from '../../image/referencePictures';
import { factOf, findButton, nameOf } from '../../model/button';
import type { Action, LazyDataUrl } from '../../model/creation';
import { isPool, outcomeOf } from '../../model/task';
import type { Button, Task } from '../../model/task';
import { deliverTask } from '../../output/taskOutput';
import { checkGrid } from '../../output/splitGrid';
import { readWebhookUrl } from '../webhookUrl';
import { ask } from '../ask';
import { refuse } from '../operation';
import type { TaskOperation, Item } from '../operation';
import { readTaskIdParameter } from '../taskId';

/** The task whose buttons are pressed: from the input item if it is there, else asked for. */
async function readSource(item: Item): Promise<Task> {
	const taskId = readTaskIdParameter(item);
	const given = finishedTaskInItem(item.input, item.door.connection, taskId);
	if (given) return given;
	return await ask(item, async () => await getTask(item.door, taskId), taskId);
}

function checkSucceeded(item: Item, { id, status, failReason }: Task): void {
	const outcome = outcomeOf({ status, failReason });
	if (outcome === 'success') return;
	const why =
		outcome === 'pending'
			? ` yet: its state is ${status}`
			: `, since it did not succeed: ${failReason ?? status}`;
	throw refuse(
		item,
		`The task has no buttons${why}`,
		'Buttons appear when a task has succeeded.',
		id,
	);
}

function findButtons(item: Item, source: Task): Button[] {
	checkSucceeded(item, source);
	const wanted = readButtons(item.parameters);
	const has = source.buttons.map(nameOf).join(', ') || 'none';
	if (wanted.length === 0) {
		throw refuse(item, 'No button is chosen', `The task has: ${has}.`, source.id);
	}
	return wanted.map((name) => {
		const button = findButton(source, name);
		if (button) return button;
		throw refuse(item, `The task has no button '${name}'`, `It has: ${has}.`, source.id);
	});
}

async function readMask(item: Item): Promise<LazyDataUrl | undefined> {
	const { maskField } = item.parameters.group('options');
	if (typeof maskField !== 'string' || maskField.trim() === '') return undefined;
	const [mask] = await readReferences(item, { binaryFields: [maskField.trim()], urls: [] });
	return mask && toDataUrl(mask);
}

const needsMask = (button: Button) => factOf(button)?.name === 'Vary (Region)';

function toCreation(item: Item, source: Task, button: Button, mask?: LazyDataUrl): Action {
	const fact = factOf(button);
	if (needsMask(button) && mask === undefined) {
		throw refuse(
			item,
			"'Vary (Region)' needs a mask",
			"Set 'Mask Binary Field' in the options: a picture of the same size, white where it is to be repainted and black elsewhere.",
			source.id,
		);
	}
	return {
		kind: 'action',
		pool: isPool(source.pool) ? source.pool : item.door.connection.pool,
		...readWebhookUrl(item),
		sourceId: source.id,
		sourcePrompt: source.prompt,
		customId: button.customId,
		button: nameOf(button),
		expects: fact === undefined || fact.action === 'REROLL' ? '' : fact.action,
		...(needsMask(button) && mask ? { mask } : {}),
	};
}

/** A single picture is not split: told before it is paid for, as far as the button tells what it makes. */
function checkSplit(item: Item, source: Task, button: Button): void {
	const makes = factOf(button)?.action;
	if (makes === undefined || !item.parameters.flag('splitGrid')) return;
	checkGrid(item, { ...source, action: makes === 'REROLL' ? source.action : makes });
}

export const runAction: TaskOperation = {
	resource: 'image',
	value: 'runAction',
	name: 'Run Action',
	action: 'Run action on image',
	description: 'Press buttons of a finished task: upscale, vary, re-roll, zoom, pan',
	endpoint: 'action',
	fields: [
		taskIdField,
		...buttonFields,
		...pictureResultFields,
		optionsField(
			atTimeLimitOption,
			{
				displayName: 'Mask Binary Field',
				name: 'maskField',
				type: 'string',
				default: 'mask',
				hint: 'The name of the input binary field that holds the mask',
				description:
					'For Vary (Region) only: a picture that is white where it is to be repainted and black elsewhere',
			},
			maximumCostOption,
			binaryFieldOption,
			timeLimitOption,
		),
	],
	loadOptions: { getButtons },
	async plan(item) {
		const source = await readSource(item);
		const buttons = findButtons(item, source);
		for (const button of buttons) checkSplit(item, source, button);
		const mask = buttons.some(needsMask) ? await readMask(item) : undefined;
		return {
			wanted: buttons.map((button) => ({ creation: toCreation(item, source, button, mask) })),
			waiting: readWaiting(item.parameters),
			maximumCost: readMaximumCost(item.parameters),
		};
	},
	deliver: deliverTask,
};

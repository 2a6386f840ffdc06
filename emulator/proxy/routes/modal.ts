import sharp from 'sharp';
import { textField } from '../../body';
import { failReasonOf } from '../../faults';
import { takeTaskFaults } from '../../routes/route';
import { begin, poolOf, requestPicture } from '../creation';
import { pressedTask } from '../plans';
import { submitRoute, type ProxyCall } from '../proxyRoute';
import type { Dialog, ProxyTask } from '../proxyTask';
import { refusals } from '../refusal';

/** The second call for a button with a dialog. The task keeps its id. */
export const proxyModal = submitRoute('modal', async (call) => {
	const { world, body, server, entry } = call;
	const taskId = textField(body, 'taskId');
	if (taskId === undefined) throw refusals.invalid('taskId不能为空');
	const task = world.proxy.task(Number(taskId));
	const dialog = task?.proxy.dialog;
	const source = dialog && world.proxy.task(dialog.sourceId);
	if (!task || !source) throw task ? refusals.invalid('任务状态错误') : refusals.noSource();
	const prompt = promptOf(call, dialog);
	const maskWhite = dialog.button === 'Vary (Region)' ? await whitePart(call) : undefined;
	const plan = pressedTask(call, source, dialog.button, prompt);
	if (world.proxy.slots.isFull()) throw refusals.queueFull(server, true);
	entry.taskId = task.id;
	const { action, durationKind, buttons, picture, shownPrompt = prompt } = plan;
	Object.assign(task, {
		action,
		durationKind,
		buttons,
		prompt: plan.prompt,
		pool: poolOf(call),
		cost: task.cost + call.cost,
		picture: picture(task.id),
		failReason: failReason(call, task) ?? plan.failReason ?? null,
	});
	Object.assign(task.proxy, { prompt: shownPrompt, maskWhite, dialog: null });
	world.tasks.start(task);
	return await begin(call, task);
});

/** The prompt of the request, or the dialog's. */
function promptOf({ body, server }: ProxyCall, { button, prompt: shown }: Dialog): string {
	const prompt = textField(body, 'prompt')?.trim() ?? shown;
	if (prompt === '' && server === 'trueai') throw refusals.invalid('prompt不能为空');
	const zoom = Number(/--zoom\s+([\d.]+)/.exec(prompt)?.[1] ?? NaN);
	if (button === 'Custom Zoom' && !(zoom >= 1 && zoom <= 2)) {
		throw refusals.invalid('prompt 缺少 --zoom 1 到 2');
	}
	return prompt;
}

/** Reads the mask. Its white part is painted again. */
async function whitePart(call: ProxyCall): Promise<number> {
	const mask = textField(call.body, 'maskBase64');
	if (mask === undefined) throw refusals.invalid('maskBase64不能为空');
	const { bytes } = await requestPicture(call, mask);
	const { channels } = await sharp(bytes).flatten({ background: 'black' }).greyscale().stats();
	return Math.round(((channels[0]?.mean ?? 0) / 255) * 1000) / 1000;
}

/** Takes the faults of the modal call. Those of the button stay where there are none. */
function failReason(call: ProxyCall, task: ProxyTask): string | null {
	const { fault, callbackFault } = takeTaskFaults(call);
	task.fault = fault ?? task.fault;
	task.callbackFault = callbackFault ?? task.callbackFault;
	return failReasonOf(fault) ?? task.failReason;
}

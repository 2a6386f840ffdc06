import { requiredText, textField } from '../../body';
import { buttonsOf } from '../../buttons';
import type { SubmitAnswer } from '../answers';
import { createProxyTask } from '../creation';
import { opensDialog, pressedTask, promptOf } from '../plans';
import { submitRoute, type ProxyCall } from '../proxyRoute';
import type { ProxyTask } from '../proxyTask';
import { codes, refusals } from '../refusal';
import { proxyStatusOf, proxyTaskFields } from '../taskFields';

/** The finished task that the request names. */
export function finishedSource(
	{ world, body }: ProxyCall,
	taskId = textField(body, 'taskId'),
): ProxyTask {
	if (taskId === undefined) throw refusals.invalid('taskId不能为空');
	const source = world.proxy.task(Number(taskId));
	if (!source) throw refusals.noSource();
	if (proxyStatusOf(source, world.clock.now()) !== 'SUCCESS') throw refusals.unfinishedSource();
	return source;
}

/** Buttons that trueai turns away before it looks for them. */
const unreachable = /^MJ::(BOOKMARK|Job::PromptAnalyzer)/;

export const proxyRunAction = submitRoute('runAction', async (call) => {
	const source = finishedSource(call);
	const customId = textField(call.body, 'customId');
	if (customId === undefined) throw refusals.invalid('customId不能为空');
	if (call.server === 'trueai' && unreachable.test(customId)) throw refusals.noButton();
	const offered = buttonsOf(source.buttons, source.jobId);
	const button = offered.find((each) => each.customId === customId)?.name;
	if (button === undefined) throw refusals.noButton();
	return await press(call, source, button);
});

export const proxyChange = submitRoute('change', async (call) => {
	const action = textField(call.body, 'action') ?? '';
	return await change(call, textField(call.body, 'taskId'), action, textField(call.body, 'index'));
});

const letters: Readonly<Record<string, string>> = { U: 'UPSCALE', V: 'VARIATION', R: 'REROLL' };

export const proxySimpleChange = submitRoute('simpleChange', async (call) => {
	const match = /^(\d+)\s+(?:([UV])([1-4])|(R))$/i.exec(requiredText(call.body, 'content').trim());
	if (!match) throw refusals.invalid('content参数错误');
	const [, taskId, letter, index, reroll] = match;
	const action = letters[(letter ?? reroll ?? '').toUpperCase()] ?? '';
	return await change(call, taskId, action, index);
});

const buttonOfChange: Readonly<Record<string, (index: string) => string>> = {
	UPSCALE: (index) => `U${index}`,
	VARIATION: (index) => `V${index}`,
	REROLL: () => 'Re-Roll',
};

/** Results that have the buttons of a grid. */
const changeable: readonly string[] = ['IMAGINE', 'VARIATION', 'REROLL', 'BLEND'];

async function change(
	call: ProxyCall,
	taskId: string | undefined,
	action: string,
	index: string | undefined,
): Promise<SubmitAnswer> {
	if (taskId === undefined) throw refusals.invalid('taskId不能为空');
	const buttonOf = buttonOfChange[action];
	if (!buttonOf) throw refusals.invalid('action参数错误');
	const isMissing = index === undefined && action !== 'REROLL';
	if (isMissing || (index !== undefined && !/^[1-4]$/.test(index))) {
		throw refusals.invalid('index参数错误');
	}
	const source = finishedSource(call, taskId);
	if (!changeable.includes(source.proxy.action)) throw refusals.invalid('关联任务不允许执行变化');
	return await press(call, source, buttonOf(index ?? ''));
}

/** Starts the task of a button, or opens its dialog. */
async function press(call: ProxyCall, source: ProxyTask, button: string): Promise<SubmitAnswer> {
	const { world, server, body } = call;
	const plan = pressedTask(call, source, button);
	const earlier =
		call.fault?.fault === 'exists' &&
		world.proxy
			.tasks()
			.reverse()
			.find(({ description }) => description === plan.description);
	if (earlier) return existing(call, earlier);
	const isRemix =
		world.settings.proxyRemix || (server === 'trueai' && textField(body, 'enableRemix') === 'true');
	if (!opensDialog(server, button, isRemix)) return await createProxyTask(call, plan);
	const dialog = { button, sourceId: source.id, prompt: promptOf(source, button) };
	return await createProxyTask(call, { ...plan, dialog });
}

/** The answer of old servers to a button that was pressed before. */
function existing({ world, entry }: ProxyCall, task: ProxyTask): SubmitAnswer {
	entry.taskId = task.id;
	const { status, imageUrl } = proxyTaskFields(world, task);
	return {
		code: codes.modal,
		description: '任务已存在',
		result: String(task.id),
		properties: { status, imageUrl },
	};
}

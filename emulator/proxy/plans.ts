import { bannedWord } from '../moderation';
import { promptsOf } from '../pictures/describePicture';
import { actionPlan } from '../routes/actionPlan';
import { imaginePlan } from '../routes/imagine';
import { poolOf, type ProxyPlan } from './creation';
import type { ProxyCall } from './proxyRoute';
import type { ProxyTask } from './proxyTask';
import { refusals } from './refusal';
import { shortenedPrompts } from './shortenText';
import { serverFacts, type ServerName } from './variant';

/** A grid from a prompt. `addresses` of uploaded pictures go in front of it. */
export function imagineTask(
	call: ProxyCall,
	prompt: string,
	addresses: readonly string[] = [],
): ProxyPlan {
	const whole = [...addresses, prompt].join(' ');
	const word = bannedWord(prompt);
	if (word && serverFacts[call.server].refusesBannedWords) throw refusals.banned(word, prompt);
	const plan = imaginePlan(call.world, word ? '' : whole, poolOf(call));
	return {
		...plan,
		...(word && { failReason: '可能包含敏感词' }),
		prompt: whole,
		description: `/imagine ${prompt}`,
		shownAction: 'IMAGINE',
	};
}

/** The prompts below a describe or shorten task. */
const offeredPrompts = ({ proxy, buttons }: ProxyTask): string[] =>
	buttons === 'shortened' ? shortenedPrompts(proxy.prompt) : promptsOf(proxy.text ?? '');

/** The prompt that a button starts with, or that its dialog shows. */
export function promptOf(source: ProxyTask, button: string): string {
	const number = /^(?:Imagine|Shortened) (\d)$/.exec(button)?.[1];
	if (number !== undefined) return offeredPrompts(source)[Number(number) - 1] ?? '';
	const { prompt } = source.proxy;
	return button === 'Custom Zoom' ? `${prompt} --zoom 2`.trim() : prompt;
}

/** The task that a button starts, with the prompt of its dialog or its own. */
export function pressedTask(
	call: ProxyCall,
	source: ProxyTask,
	button: string,
	prompt = promptOf(source, button),
): ProxyPlan {
	const bound = { sourceId: source.id, isBound: true };
	if (/^(Imagine|Shortened) \d$/.test(button)) return { ...imagineTask(call, prompt), ...bound };
	const isText = source.proxy.text !== undefined;
	const plan = actionPlan(call.world, isText ? source : { ...source, prompt }, button, prompt);
	return {
		...plan,
		...bound,
		text: source.proxy.text,
		shownPrompt: isText ? source.proxy.prompt : prompt,
		shownAction: shownAction(call.server, source, button, plan.action),
		description: `/up ${source.id} ${shortName(button)}`,
	};
}

const shortName = (button: string) => (button === 'Re-Roll' ? 'R' : button);

/** trueai gives a re-roll the action of its source, and has a word of its own for the second upscalers. */
function shownAction(
	server: ServerName,
	source: ProxyTask,
	button: string,
	action: string,
): string {
	if (button === 'Describe Again') return 'DESCRIBE';
	if (server !== 'trueai') return action;
	if (button.startsWith('Upscale (')) return 'UPSCALE_HD';
	if (button !== 'Re-Roll') return action;
	return source.proxy.action === 'UPSCALE' ? 'IMAGINE' : source.proxy.action;
}

/** Whether the button opens a dialog instead of starting a task. */
export function opensDialog(server: ServerName, button: string, isRemix: boolean): boolean {
	const always = /^(Custom Zoom|Vary \(Region\)|(Imagine|Shortened) \d)$/;
	const inRemix = /^(Re-Roll|V\d|Vary |Pan )/;
	return server !== 'base' && (always.test(button) || (isRemix && inRemix.test(button)));
}

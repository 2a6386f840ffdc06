import { factOf, nameOf } from './button';
import type { Action } from './creation';
import { digestOf } from './digest';
import type { Button, Task } from './task';

/** The creation that presses a button of a finished task. */
export function toAction(
	source: Task,
	button: Button,
	{ mask, prompt, ...shared }: Pick<Action, 'pool' | 'webhookUrl' | 'mask' | 'prompt'>,
): Action {
	const fact = factOf(button);
	const { customId } = button;
	const texts = prompt === undefined ? [] : [prompt];
	return {
		kind: 'action',
		...shared,
		digest: digestOf(['action', shared.pool, source.id, customId, mask?.digest, ...texts]),
		sourceId: source.id,
		sourcePrompt: source.prompt,
		customId,
		button: nameOf(button),
		expects: fact === undefined || fact.action === 'REROLL' ? '' : fact.action,
		...(mask ? { mask } : {}),
		...(prompt === undefined ? {} : { prompt }),
	};
}

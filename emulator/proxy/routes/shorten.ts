import { textField } from '../../body';
import { grid, sizeForRatio } from '../../pictures/picture';
import { createProxyTask } from '../creation';
import { submitRoute } from '../proxyRoute';
import { refusals } from '../refusal';
import { shortenText } from '../shortenText';

export const proxyShorten = submitRoute('shorten', async (call) => {
	const prompt = textField(call.body, 'prompt')?.trim() ?? '';
	if (prompt === '') throw refusals.invalid('prompt不能为空');
	const size = sizeForRatio(1, call.world.settings.tileSize);
	return await createProxyTask(call, {
		action: 'SHORTEN',
		shownAction: 'SHORTEN',
		durationKind: 'describe',
		buttons: 'shortened',
		prompt,
		text: shortenText(prompt),
		description: `/shorten ${prompt}`,
		picture: (taskId) => grid(size, { taskId, caption: 'shorten', prompt, references: [] }),
	});
});

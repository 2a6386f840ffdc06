import { blendPictures } from '../../../nodes/Midjourney/facts/limits';
import { textField } from '../../body';
import { grid, sizeForRatio } from '../../pictures/picture';
import { createProxyTask, requestPictures } from '../creation';
import { submitRoute } from '../proxyRoute';
import { refusals } from '../refusal';

const ratios: Readonly<Record<string, number>> = { PORTRAIT: 2 / 3, SQUARE: 1, LANDSCAPE: 3 / 2 };

export const proxyBlend = submitRoute('blend', async (call) => {
	const pictures = await requestPictures(call);
	if (pictures.length < blendPictures.min || pictures.length > blendPictures.max) {
		throw refusals.invalid('base64List参数错误');
	}
	const ratio = ratios[textField(call.body, 'dimensions') ?? 'SQUARE'];
	if (ratio === undefined) throw refusals.invalid('dimensions参数错误');
	const references = pictures.map(({ key }) => key);
	const prompt = `blend of ${pictures.length} images`;
	const size = sizeForRatio(ratio, call.world.settings.tileSize);
	return await createProxyTask(call, {
		action: 'BLEND',
		shownAction: 'BLEND',
		durationKind: 'picture',
		buttons: 'grid',
		prompt: '',
		description: `/blend ${references[0] ?? ''} ${pictures.length}`,
		picture: (taskId) => grid(size, { taskId, caption: 'blend', prompt, references }),
	});
});

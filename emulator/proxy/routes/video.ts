import { textField } from '../../body';
import { createProxyTask } from '../creation';
import { givenPicture } from '../givenPicture';
import { submitRoute, type ProxyCall } from '../proxyRoute';
import { refusals } from '../refusal';
import { finishedSource } from './press';

const allowed: Readonly<Record<string, readonly string[]>> = {
	motion: ['low', 'high'],
	videoType: ['vid_1.1_i2v_480', 'vid_1.1_i2v_720'],
	batchSize: ['1', '2', '3', '4'],
};

export const proxyVideo = submitRoute('video', async (call) => {
	const { body } = call;
	for (const [name, values] of Object.entries(allowed)) {
		const value = textField(body, name);
		if (value !== undefined && !values.includes(value)) throw refusals.invalid(`${name}参数错误`);
	}
	const prompt = textField(body, 'prompt') ?? '';
	const isExtension = textField(body, 'action') === 'extend';
	const still = isExtension ? extendedPicture(call) : await firstPicture(call);
	return await createProxyTask(call, {
		...still,
		action: 'VIDEO',
		shownAction: 'VIDEO',
		durationKind: 'picture',
		buttons: 'none',
		prompt,
		description: `/video ${prompt}`,
		films: Number(textField(body, 'batchSize') ?? 4),
	});
});

async function firstPicture(call: ProxyCall) {
	const image = textField(call.body, 'image');
	if (image === undefined) throw refusals.invalid('image不能为空');
	const { key, width, height } = await givenPicture(call, image);
	return { picture: () => ({ kind: 'upload', key, width, height }) as const };
}

/** An extension continues one film of a finished task. */
function extendedPicture(call: ProxyCall) {
	const source = finishedSource(call);
	const index = Number(textField(call.body, 'index') ?? 0);
	if (!(index < (source.proxy.films ?? 0))) throw refusals.invalid('index参数错误');
	return { picture: () => source.picture, sourceId: source.id, isBound: true };
}

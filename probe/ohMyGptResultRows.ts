import { prices, type PricedAction } from '../nodes/Midjourney/service/ohmygpt/facts/prices';
import { at, listAt, textOf, typeOf } from './jsonValue';
import type { OhMyGptSeen, SeenPicture } from './ohMyGptSeen';
import { judged, listed, notTried, verdict, type Row } from './rows';
import { isFailure, lastState, success, type TaskHistory } from './taskWatch';

const noImage = 'no image was finished';
const noUpscale = 'no upscale was finished';
const noDescribe = 'no describe was finished';

const customIds = (task: unknown) =>
	listAt(task, 'actions').map((button) => textOf(at(button, 'customId')));

const priceRow = (
	action: PricedAction,
	pick: (seen: OhMyGptSeen) => TaskHistory | undefined,
): Row<OhMyGptSeen> => ({
	id: `price-${action}`,
	says: `${action} costs what the price table says, when it has ended well`,
	judge: (seen) => {
		const history = pick(seen);
		const task = success(history);
		if (task === undefined) return notTried('no task of this kind ended well');
		if (history?.charged === undefined) return notTried('the balance could not be read');
		const pool = at(task, 'taskType') === 'NORMAL' ? 'NORMAL' : 'FAST';
		const { charged } = history;
		const note = '(other work of the account at the same time counts too)';
		return verdict(
			charged === prices[pool][action],
			`${charged} tokens in ${pool}, expected ${prices[pool][action]} ${note}`,
		);
	},
});

const zoomForms: ReadonlyArray<[string, RegExp, RegExp]> = [
	['zoom', /outpaint/i, /^MJ::Outpaint::\d+::1::[\w-]+::SOLO$/],
	['pan', /pan_|_pan/i, /^MJ::JOB::pan_(left|right|up|down)::1::[\w-]+::SOLO$/],
];

const pictureRow = (
	id: string,
	says: string,
	from: SeenPicture['from'],
	isHeld: (picture: SeenPicture) => boolean,
): Row<OhMyGptSeen> => ({
	id,
	says,
	judge: ({ pictures }) =>
		judged(
			pictures.find((picture) => picture.from === from),
			`no address in ${from}`,
			(picture) => {
				const { status, contentType, fileType } = picture;
				const type = contentType.replace(/;.*/, '');
				return verdict(
					isHeld(picture),
					`HTTP ${status ?? 'nothing'}, ${type}, bytes of ${fileType}`,
				);
			},
		),
});

export const resultRows: ReadonlyArray<Row<OhMyGptSeen>> = [
	priceRow('IMAGINE', ({ imagine }) => imagine),
	priceRow('UPSCALE', ({ upscale }) => upscale),
	priceRow('DESCRIBE', ({ describe }) => describe),
	{
		id: 'price-failed',
		says: 'A failed task costs nothing',
		judge: ({ badFlag }) => {
			if (!badFlag?.hasEnded || !isFailure(lastState(badFlag))) return notTried('no task failed');
			if (badFlag.charged === undefined) return notTried('the balance could not be read');
			return verdict(badFlag.charged === 0, `${badFlag.charged} tokens`);
		},
	},
	{
		id: 'buttons',
		says: 'A finished imagine has the buttons U1 to U4, V1 to V4 and re-roll in `actions`',
		judge: ({ imagine }) =>
			judged(success(imagine), noImage, (task) => {
				const ids = customIds(task);
				const count = (pattern: RegExp) => ids.filter((text) => pattern.test(text)).length;
				const counts = [/upsample::/, /variation::\d::/, /reroll::/].map(count);
				const isHeld = counts[0] === 4 && (counts[1] ?? 0) >= 4 && counts[2] === 1;
				return verdict(isHeld, `${ids.length} buttons: ${counts.join(', ')} of the three kinds`);
			}),
	},
	{
		id: 'C15',
		says: 'Zoom and pan have the customIds `MJ::Outpaint::N::1::UUID::SOLO` and `MJ::JOB::pan_X::1::UUID::SOLO`',
		judge: ({ upscale }) =>
			judged(success(upscale), noUpscale, (task) => {
				const found = zoomForms.map(([name, kind, form]) => {
					const ids = customIds(task).filter((text) => kind.test(text));
					return {
						name,
						count: ids.length,
						isHeld: ids.length > 0 && ids.every((id) => form.test(id)),
					};
				});
				const counts = found.map(
					({ name, count, isHeld }) => `${count} of ${name}${isHeld ? '' : ', other forms'}`,
				);
				return verdict(
					found.every(({ isHeld }) => isHeld),
					counts.join('; '),
				);
			}),
	},
	{
		id: 'upscale-action',
		says: 'The task of a pressed U1 has the action UPSCALE',
		judge: ({ upscale }) =>
			judged(success(upscale), noUpscale, (task) =>
				verdict(at(task, 'action') === 'UPSCALE', `"${textOf(at(task, 'action'))}"`),
			),
	},
	{
		id: 'describe-text',
		says: 'A describe has its text in `prompt`: four prompts, each behind a keycap digit',
		judge: ({ describe }) =>
			judged(success(describe), noDescribe, (task) => {
				const marks = textOf(at(task, 'prompt')).match(/^\d\uFE0F?\u20E3/gm)?.length ?? 0;
				return verdict(
					marks === 4,
					`prompt is ${typeOf(at(task, 'prompt'))}, ${marks} keycap digits`,
				);
			}),
	},
	{
		id: 'U5',
		says: 'A describe has neither image nor buttons: `imageDcUrl` and `actions` are missing',
		judge: ({ describe }) =>
			judged(success(describe), noDescribe, (task) => {
				const types = ['imageDcUrl', 'actions'].map((name) => typeOf(at(task, name)));
				return verdict(
					types.every((type) => type === 'missing'),
					`imageDcUrl: ${types[0]}; actions: ${types[1]}`,
				);
			}),
	},
	pictureRow(
		'U8-type',
		'The image is a PNG file',
		'imageDcUrl',
		({ fileType }) => fileType === 'png',
	),
	pictureRow(
		'U8-stored',
		'The image is in the object storage and needs no key',
		'imageS3Url',
		({ status, fileType }) => status === 200 && fileType !== 'unknown',
	),
	{
		id: 'U8-signed',
		says: 'Discord addresses of images are signed and expire (`ex`, `is`, `hm`)',
		judge: ({ imagine }) =>
			judged(success(imagine), noImage, (task) => {
				const names = [...textOf(at(task, 'imageDcUrl')).matchAll(/[?&](\w+)=/g)].map(
					([, name = '']) => name,
				);
				return verdict(
					['ex', 'is', 'hm'].every((name) => names.includes(name)),
					`parameters: ${listed(names)}`,
				);
			}),
	},
	{
		id: 'U7-accepted',
		says: 'A creation with a webhook is accepted, and the task shows it in `webhookUrl`',
		judge: ({ webhook, imagine, isPoolOmitted }) => {
			if (webhook === undefined) return notTried('needs --webhook URL');
			const task = isPoolOmitted ? imagine && lastState(imagine) : undefined;
			if (task === undefined) return notTried('no imagine with a webhook was made');
			const isSame = at(task, 'webhookUrl') === webhook;
			const form = isSame ? 'the same address' : typeOf(at(task, 'webhookUrl'));
			return verdict(
				isSame,
				`accepted; webhookUrl: ${form}. Whether it was called is not seen here`,
			);
		},
	},
	{
		id: 'U3-webhook',
		says: '`webhookUrl` is null for a task without a webhook',
		judge: ({ upscale, describe }) => {
			const task = [upscale, describe].map((each) => each && lastState(each)).find(Boolean);
			return judged(task, 'no such task was made', (found) => {
				const value = at(found, 'webhookUrl');
				return verdict(value === null, value === '' ? 'empty text' : typeOf(value));
			});
		},
	},
];

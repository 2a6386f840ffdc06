import { at, idOf, isObject, listAt, textOf, toJson, typeOf } from './jsonValue';
import { promptForm } from './promptForm';
import type { ProxySeen } from './proxySeen';
import { judged, listed, notTried, shapeOf, verdict, type Row } from './rows';
import { lastState, success } from './taskWatch';

const noImage = 'no image was finished';

/** A row about the finished image. */
const image = (
	id: string,
	says: string,
	judge: (task: unknown, seen: ProxySeen) => ReturnType<Row<ProxySeen>['judge']>,
): Row<ProxySeen> => ({
	id,
	says,
	judge: (seen) => judged(success(seen.imagine), noImage, (task) => judge(task, seen)),
});

/** The image, the upscale, the describe, and how they can be found. */
export const proxyResultRows: ReadonlyArray<Row<ProxySeen>> = [
	image('prompt', 'The task shows the prompt exactly as it was sent', (task, { prompt, seed }) =>
		verdict(at(task, 'prompt') === prompt, promptForm(at(task, 'prompt'), prompt, seed)),
	),
	image('P20', 'A seed of the client is left in the prompt', (task, { seed }) => {
		const isIn = textOf(at(task, 'prompt')).includes(seed);
		return verdict(
			isIn,
			isIn ? 'in prompt' : toJson(task).includes(seed) ? 'in another field' : 'nowhere',
		);
	}),
	image('P7', '`description` is the command, "/imagine " and the prompt', (task) => {
		const isCommand = textOf(at(task, 'description')).startsWith('/imagine ');
		return verdict(isCommand, isCommand ? 'the command' : 'another text');
	}),
	image('P8', 'A finished image has `buttons` with customIds', (task) => {
		const buttons = listAt(task, 'buttons').filter((each) => textOf(at(each, 'customId')) !== '');
		return verdict(buttons.length > 0, `${typeOf(at(task, 'buttons'))}, ${buttons.length} buttons`);
	}),
	{
		id: 'P6',
		says: 'The task of an upscale has the action UPSCALE',
		judge: ({ upscale, upscaleBy = 'action' }) =>
			judged(success(upscale), 'no upscale was finished', (task) =>
				verdict(
					at(task, 'action') === 'UPSCALE',
					`"${textOf(at(task, 'action'))}", by ${upscaleBy}`,
				),
			),
	},
	{
		id: 'describe-text',
		says: 'The text of a describe is in `properties.finalPrompt`',
		judge: ({ describe }) =>
			judged(success(describe), 'no describe was finished', (task) => {
				const places = [['properties', 'finalPrompt'], ['promptEn'], ['prompt']];
				const filled = places
					.filter((path) => textOf(at(task, ...path)) !== '')
					.map((path) => path.join('.'));
				return verdict(filled.includes('properties.finalPrompt'), `text in ${listed(filled)}`);
			}),
	},
	image(
		'image-url',
		'The image has a whole address and can be requested without the key',
		(task, { picture }) => {
			const isWhole = /^https?:/.test(textOf(at(task, 'imageUrl')));
			const seen = picture
				? `HTTP ${picture.status ?? 'nothing'}, bytes of ${picture.fileType}`
				: 'no whole address';
			return verdict(isWhole && picture?.status === 200, seen);
		},
	),
	image('seed', '`image-seed` answers with the seed of the prompt', (_task, { seed, seedAnswer }) =>
		judged(seedAnswer, noImage, (answer) => {
			const isSame = idOf(at(answer.json, 'result')) === seed;
			return verdict(isSame, `${shapeOf(answer)}${isSame ? ', the same seed' : ''}`);
		}),
	),
	{
		id: 'P22',
		says: 'The list of all tasks is newest first and has a new task at once',
		judge: ({ list, imagine }) => {
			if (!list || !imagine || imagine.id === '') return notTried('no imagine was made');
			if (!Array.isArray(list.json)) return verdict(false, `no list: ${shapeOf(list)}`);
			const isFirst = idOf(at(list.json, 0, 'id')) === imagine.id;
			const place = imagine.firstRow === undefined ? 'missing' : isFirst ? 'first' : 'not first';
			return verdict(isFirst, `${list.json.length} tasks, the new one is ${place}`);
		},
	},
	{
		id: 'by-ids',
		says: '`list-by-condition` with the id answers with the task',
		judge: ({ byIds }) =>
			judged(byIds, 'no imagine was made', (answer) =>
				verdict(
					isObject(at(answer.json, 0)),
					`${shapeOf(answer)}, ${listAt(answer.json).length} tasks`,
				),
			),
	},
	{
		id: 'hook',
		says: 'A creation with `notifyHook` is accepted and the task shows it',
		judge: ({ webhook, imagine }) => {
			if (webhook === undefined) return notTried('needs --webhook URL');
			return judged(imagine && lastState(imagine), 'no imagine was made', (task) => {
				const isShown = at(task, 'properties', 'notifyHook') === webhook;
				const seen = isShown
					? 'in properties.notifyHook'
					: 'not in the task: it may have been removed';
				return verdict(isShown, `accepted, ${seen}. Whether it was called is not seen here`);
			});
		},
	},
];

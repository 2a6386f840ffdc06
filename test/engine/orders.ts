import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CreationRoute } from '../../emulator/routes/names';
import type { WireTask } from '../support/otherClient';
import type { Others } from '../support/wires';
import { plainPicture } from '../support/pictures';
import { withFiles } from '../support/midjourney';

/** An input item, and a mark that identifies each task that it orders. */
export interface Order {
	input: INodeExecutionData;
	marks: string[];
}

/** A creating operation, with any number of items that all differ. */
export interface Kind {
	route: CreationRoute;
	operation: string;
	parameters: IDataObject;
	hasPicture: boolean;
	/** `tasksEach`: number of tasks for each item, if an item can order several. */
	orders(count: number, others: Others, tasksEach?: number): Promise<Order[]>;
	/** The mark in the body of a create request in the emulator's log. */
	markIn(body: Record<string, unknown>): string;
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

const tinyPictures = new Map<string, Promise<Buffer>>();

/** A picture so small that the emulator's log contains all of it. */
async function tiny(red: number, green: number): Promise<Buffer> {
	const colour = `rgb(${red},${green},0)`;
	const picture = tinyPictures.get(colour) ?? plainPicture(colour, 'png', 8);
	tinyPictures.set(colour, picture);
	return await picture;
}

const dataUrl = (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`;

const imagine: Kind = {
	route: 'imagine',
	operation: 'image.imagine',
	parameters: { prompt: '={{ $json.prompt }}' },
	hasPicture: true,
	orders: async (count) =>
		numbers(count).map((i) => ({ input: { json: { prompt: `kite ${i}` } }, marks: [`kite ${i}`] })),
	markIn: ({ prompt }) => String(prompt).replace(/ --seed \d+$/, ''),
};

const blend: Kind = {
	route: 'blend',
	operation: 'image.blend',
	parameters: { binaryFields: 'a, b' },
	hasPicture: true,
	orders: async (count) =>
		await Promise.all(
			numbers(count).map(async (i) => {
				const [a, b] = [await tiny(i, 0), await tiny(i, 1)];
				return { input: withFiles({ a, b }), marks: [[a, b].map(dataUrl).join(' ')] };
			}),
		),
	markIn: ({ base64Array }) => (base64Array as string[]).join(' '),
};

const describeImage: Kind = {
	route: 'describe',
	operation: 'image.describe',
	parameters: {},
	hasPicture: false,
	orders: async (count) =>
		await Promise.all(
			numbers(count).map(async (i) => {
				const data = await tiny(i, 2);
				return { input: withFiles({ data }), marks: [dataUrl(data)] };
			}),
		),
	markIn: ({ base64 }) => String(base64),
};

const buttonMark = (source: WireTask, label: string) => {
	const button = source.actions.find((each) => each.label === label);
	return `${source.taskId} ${button?.customId}`;
};

const buttons = ['U1', 'V1', 'U2', 'V2'];

const runAction: Kind = {
	route: 'runAction',
	operation: 'image.runAction',
	parameters: { taskId: '={{ $json.taskId }}', buttonNames: '={{ $json.press }}' },
	hasPicture: true,
	async orders(count, others, tasksEach = 1) {
		const itemsEach = Math.floor(buttons.length / tasksEach);
		const sources: WireTask[] = [];
		for (let i = 0; i < count; i += itemsEach) sources.push(await others.createGrid('a source'));
		return numbers(count).map((i) => {
			const source = sources[Math.floor(i / itemsEach)]!;
			const labels = buttons.slice((i % itemsEach) * tasksEach).slice(0, tasksEach);
			return {
				input: { json: { ...source, press: labels } },
				marks: labels.map((label) => buttonMark(source, label)),
			};
		});
	},
	markIn: ({ taskId, customId }) => `${String(taskId)} ${String(customId)}`,
};

export const kinds = { imagine, blend, describe: describeImage, runAction };
export const routes = Object.keys(kinds) as CreationRoute[];

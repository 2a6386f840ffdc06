import { taskPage } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { at, fieldNames, idOf, isObject, listAt, textOf, toJson, typeOf } from './jsonValue';
import type { OhMyGptSeen } from './ohMyGptSeen';
import { promptForm } from './promptForm';
import { judged, notTried, shapeOf, verdict, type Row } from './rows';
import { lastState } from './taskWatch';

const noList = 'the list had no task';
const noImagine = 'no imagine was made';

const listOf = ({ lastList, firstList }: OhMyGptSeen) => lastList ?? firstList;
const tasksOf = (seen: OhMyGptSeen) => listAt(listOf(seen).json, 'data', 'tasks');

/** Texts of ISO times and numbers both have an order. */
function isDescending(values: readonly unknown[]): boolean {
	const ranks = values.map((value) => (typeof value === 'string' ? Date.parse(value) : value));
	return ranks.every((rank, n) => n === 0 || Number(ranks[n - 1]) >= Number(rank));
}

export const listRows: ReadonlyArray<Row<OhMyGptSeen>> = [
	{
		id: 'C1',
		says: 'The task list answers with `data: {total, tasks[]}`',
		judge: ({ firstList }) => {
			const data = at(firstList.json, 'data');
			const fields = isObject(data)
				? Object.entries(data).map(([name, value]) => `${name}: ${typeOf(value)}`)
				: [];
			// A single task has all its fields here; their number says enough.
			const shown = fields.length > 5 ? `an object of ${fields.length} fields` : fields.join(', ');
			const isHeld = Array.isArray(at(data, 'tasks')) && typeOf(at(data, 'total')) === 'integer';
			return verdict(isHeld, `${shapeOf(firstList)}${shown && `; ${shown}`}`);
		},
	},
	{
		id: 'list-order',
		says: 'The list is newest first',
		judge: (seen) => {
			const tasks = tasksOf(seen);
			if (tasks.length < 2) return notTried('the list had less than two tasks');
			const times = tasks.map((task) => at(task, 'submitTime'));
			return verdict(
				isDescending(times),
				`${tasks.length} tasks by submitTime: ${isDescending(times) ? 'newest first' : 'another order'}`,
			);
		},
	},
	{
		id: 'list-size',
		says: `A page has as many tasks as \`pageSize\` asks for, from ${taskPage.min} on`,
		judge: (seen) =>
			judged(seen.smallList, 'the probe was interrupted', ({ json }) => {
				const tasks = listAt(json, 'data', 'tasks').length;
				const all = tasksOf(seen).length;
				const wanted = Math.min(taskPage.min, all);
				if (all === 0) return notTried(noList);
				return verdict(tasks === wanted, `${tasks} tasks where ${wanted} were expected`);
			}),
	},
	{
		id: 'list-fields',
		says: 'Rows of the list are whole task objects',
		judge: (seen) =>
			judged(seen.imagine?.lastRow, noImagine, (row) => {
				const query = seen.imagine && lastState(seen.imagine);
				const missing = fieldNames(query).filter((name) => at(row, name) === undefined);
				return verdict(missing.length === 0, `missing: ${missing.join(', ') || 'nothing'}`);
			}),
	},
	{
		id: 'list-lag',
		says: 'A new task is in the list at once',
		judge: ({ imagine }) => {
			if (!imagine || imagine.id === '') return notTried(noImagine);
			const { lagMs, looksBefore } = imagine;
			if (lagMs === undefined) return verdict(false, 'it was not in the list within a minute');
			return verdict(
				looksBefore === 0,
				looksBefore === 0
					? `in the first look, ${lagMs} ms after the answer of the creation`
					: `after ${lagMs} ms, ${looksBefore} looks did not have it`,
			);
		},
	},
	{
		id: 'list-prompt',
		says: 'The list shows the prompt exactly as it was sent',
		judge: ({ imagine, prompt, seed }) =>
			judged(imagine?.lastRow, noImagine, (row) => {
				const form = promptForm(at(row, 'prompt'), prompt, seed);
				return verdict(at(row, 'prompt') === prompt, form);
			}),
	},
	{
		id: 'list-seed',
		says: 'A task can be found in the list by the seed of its prompt',
		judge: ({ imagine, seed }) =>
			judged(imagine?.lastRow, noImagine, (row) => {
				const isIn = textOf(at(row, 'prompt')).includes(seed);
				const isElsewhere = toJson(row).includes(seed);
				return verdict(isIn, isIn ? 'in prompt' : isElsewhere ? 'in another field' : 'nowhere');
			}),
	},
	{
		id: 'list-state',
		says: 'The list shows the same end of a task as a query',
		judge: ({ imagine, lastList }) => {
			if (!imagine?.hasEnded || !lastList) return notTried(noImagine);
			const row = listAt(lastList.json, 'data', 'tasks').find(
				(each) => idOf(at(each, 'taskId')) === imagine.id,
			);
			if (row === undefined) return notTried('the last list did not have the task');
			const [inList, inQuery] = [row, lastState(imagine)].map((each) => at(each, 'status'));
			return verdict(inList === inQuery, inList === inQuery ? 'the same status' : 'another status');
		},
	},
];

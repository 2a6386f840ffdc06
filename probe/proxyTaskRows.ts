import { at, textOf, typeOf } from './jsonValue';
import { historiesOf, proxyStatesOf } from './proxyHistories';
import type { ProxySeen } from './proxySeen';
import { distinct, listed, notTried, verdict, type Row } from './rows';
import { isEnd } from './taskWatch';

const statuses = ['NOT_START', 'SUBMITTED', 'MODAL', 'IN_PROGRESS', 'SUCCESS', 'FAILURE', 'CANCEL'];
const noTask = 'no task was read';
const unfinishedOnly = 'no unfinished task was read';

const unfinishedOf = (seen: ProxySeen) => proxyStatesOf(seen).filter((task) => !isEnd(task));

/** A row about all states of all tasks. */
const states = (
	id: string,
	says: string,
	judge: (tasks: unknown[]) => ReturnType<Row<ProxySeen>['judge']>,
	pick: (seen: ProxySeen) => unknown[] = proxyStatesOf,
	reason = noTask,
): Row<ProxySeen> => ({
	id,
	says,
	judge: (seen) => {
		const tasks = pick(seen);
		return tasks.length === 0 ? notTried(reason) : judge(tasks);
	},
});

/** Tasks while they run. */
export const proxyTaskRows: ReadonlyArray<Row<ProxySeen>> = [
	states('status', `\`status\` is one of ${statuses.join(', ')}`, (tasks) => {
		const seen = distinct(tasks.map((task) => textOf(at(task, 'status'))));
		return verdict(
			seen.every((each) => statuses.includes(each)),
			seen.map((each) => `"${each}"`).join(', '),
		);
	}),
	states('P5', '`id` of a task is a text', (tasks) => {
		const types = distinct(tasks.map((task) => typeOf(at(task, 'id'))));
		return verdict(types.join() === 'text', types.join(', '));
	}),
	states(
		'progress',
		'`progress` of a running task is a percentage or null',
		(tasks) => {
			const values = tasks.map((task) => at(task, 'progress'));
			const isPercent = (value: unknown) => value === null || /^\d+%$/.test(textOf(value));
			const others = values.filter((value) => !isPercent(value));
			const forms = others.map((value) => (value === '' ? 'empty text' : typeOf(value)));
			return verdict(
				others.length === 0,
				others.length === 0 ? 'all of them' : `also ${listed(forms)}`,
			);
		},
		unfinishedOf,
		unfinishedOnly,
	),
	states(
		'preview',
		'`imageUrl` has a preview while the task runs',
		(tasks) => {
			const shown = tasks.filter((task) => textOf(at(task, 'imageUrl')) !== '').length;
			return verdict(shown > 0, `in ${shown} of ${tasks.length} reads`);
		},
		unfinishedOf,
		unfinishedOnly,
	),
	states('Q5', 'Times are milliseconds since 1970', (tasks) => {
		const times = tasks.map((task) => at(task, 'submitTime'));
		const isMs = (value: unknown) => typeof value === 'number' && value > 1e12;
		const others = times
			.filter((value) => !isMs(value))
			.map((value) => (value === 0 ? '0' : typeOf(value)));
		return verdict(
			others.length === 0,
			others.length === 0 ? 'all of them' : `also ${listed(others)}`,
		);
	}),
	states('state', '`state` is shown from the first read on', (tasks) => {
		const types = tasks
			.map((task) => at(task, 'state'))
			.map((value) => (value === '' ? 'empty text' : typeOf(value)));
		return verdict(distinct(types).join() === 'text', listed(types));
	}),
	{
		id: 'fetch-lag',
		says: 'A new task is known at once',
		judge: (seen) => {
			const known = historiesOf(seen).filter(({ isKnownAtOnce }) => isKnownAtOnce !== undefined);
			if (known.length === 0) return notTried(noTask);
			const late = known.filter(({ isKnownAtOnce }) => !isKnownAtOnce).length;
			return verdict(late === 0, `${late} of ${known.length} tasks were unknown in the first read`);
		},
	},
];

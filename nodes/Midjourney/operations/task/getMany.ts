import { apiError } from '../../service/errors';
import { pools } from '../../facts/pools';
import { finalStatuses, pendingStatuses } from '../../facts/taskStates';
import { actions } from '../../facts/actions';
import { limitField, readLimit, returnAllField } from '../../fields/limit';
import { simplifyField } from '../../fields/output';
import { toList } from '../../fields/nodeParameters';
import type { NodeParameters } from '../../fields/nodeParameters';
import { outcomeOf } from '../../model/task';
import type { Task } from '../../model/task';
import { eachTask } from '../../task/taskList';
import { present } from '../../output/taskOutput';
import { refuse } from '../operation';
import type { Item, ItemOperation, Output } from '../operation';

/** Empty lists let everything through. */
interface Filters {
	statuses: string[];
	actions: string[];
	pools: string[];
	/** Milliseconds since 1970. */
	since: number;
}

function readFilters(item: Item, parameters: NodeParameters): Filters {
	const filters = parameters.group('filters');
	const given = filters.since ?? '';
	const text = typeof given === 'string' ? given.trim() : JSON.stringify(given);
	const since = text === '' ? -Infinity : Date.parse(text);
	if (Number.isNaN(since)) {
		throw refuse(
			item,
			`'Since' is no time: '${text}'`,
			'Use a date and time, e.g. 2026-03-01T10:00.',
		);
	}
	return {
		statuses: toList(filters.status),
		actions: toList(filters.action),
		pools: toList(filters.mode),
		since,
	};
}

const allows = (list: readonly string[], value: string) =>
	list.length === 0 || list.includes(value);

const submittedAt = (task: Task) => Date.parse(task.submittedAt ?? '');

function passes(task: Task, filters: Filters): boolean {
	// One word for a failure is enough to choose, whatever the service's spelling.
	const status = outcomeOf(task) === 'failure' ? finalStatuses.failure[0] : task.status;
	return (
		allows(filters.statuses, status) &&
		allows(filters.actions, task.action) &&
		allows(filters.pools, task.pool)
	);
}

async function collect(item: Item): Promise<Task[]> {
	const filters = readFilters(item, item.parameters);
	const limit = readLimit(item.parameters);
	const found: Task[] = [];
	const tasks = eachTask(item.door);
	while (found.length < limit) {
		const next = await tasks.next();
		if (next.done) {
			if (next.value === undefined) break;
			throw apiError(item.door.context.getNode(), next.value, { itemIndex: item.index });
		}
		if (submittedAt(next.value) < filters.since) break;
		if (passes(next.value, filters)) found.push(next.value);
	}
	return found;
}

const choice = (value: string) => ({ name: value, value });

export const getMany: ItemOperation = {
	resource: 'task',
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'Get tasks of the account, newest first',
	endpoint: 'taskList',
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Action',
					name: 'action',
					type: 'multiOptions',
					options: [...actions].sort().map(choice),
					default: [],
					description: 'Only tasks of these actions',
				},
				{
					displayName: 'Mode',
					name: 'mode',
					type: 'multiOptions',
					options: pools.map(choice),
					default: [],
					description: 'Only tasks of these pools',
				},
				{
					displayName: 'Since',
					name: 'since',
					type: 'dateTime',
					default: '',
					description: 'Only tasks that were submitted at this time or later',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: [finalStatuses.success[0], finalStatuses.failure[0], ...pendingStatuses]
						.sort()
						.map(choice),
					default: [],
					description: 'Only tasks in these states',
				},
			],
		},
		simplifyField,
	],
	async execute(item) {
		const tasks = await collect(item);
		return tasks.map((task): Output => ({ json: present(item, task) }));
	},
};

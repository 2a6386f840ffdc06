import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../fields/item';
import { limitField, readLimit, returnAllField } from '../../fields/limit';
import type { NodeParameters } from '../../fields/nodeParameters';
import { simplifyField } from '../../fields/output';
import { actions } from '../../facts/actions';
import { pools } from '../../facts/pools';
import { finalStatuses, pendingStatuses } from '../../facts/taskStates';
import { outcomeOf, type Task } from '../../model/task';
import { toJson } from '../../output/taskJson';
import { dataOf } from '../../service/errors';
import type { Failure } from '../../service/result';
import { rateLimitPolicy } from '../../service/retry';
import { isNewestFirst, submittedAtMs, taskPages } from '../../task/taskList';
import type { ItemOperation } from '../operation';

const filter = (
	displayName: string,
	name: string,
	values: readonly string[],
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'multiOptions',
	options: [...values].sort().map((value) => ({ name: value, value })),
	default: [],
	description,
});

const statuses = [finalStatuses.success[0], finalStatuses.failure[0], ...pendingStatuses];

const actionFilter = filter('Action', 'action', actions, 'Only tasks of these actions');
const speedFilter = filter('Speed', 'speed', pools, 'Only tasks of these pools');
const statusFilter = filter('Status', 'status', statuses, 'Only tasks in these states');

const sinceFilter: INodeProperties = {
	displayName: 'Since',
	name: 'since',
	type: 'dateTime',
	default: '',
	description: 'Only tasks that were submitted at this time or later',
};

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [actionFilter, speedFilter, sinceFilter, statusFilter],
};

/** Empty lists match everything. */
interface Filters {
	statuses: string[];
	actions: string[];
	pools: string[];
	/** Milliseconds since 1970. */
	since: number;
}

function readFilters(parameters: NodeParameters): Filters {
	const filters = parameters.group(filtersField);
	return {
		statuses: filters.choices(statusFilter),
		actions: filters.choices(actionFilter),
		pools: filters.choices(speedFilter),
		since: filters.time(sinceFilter)?.getTime() ?? -Infinity,
	};
}

const allows = (list: readonly string[], value: string) =>
	list.length === 0 || list.includes(value);

function matches(task: Task, filters: Filters): boolean {
	// One status for all failures, whatever the service's spelling.
	const status = outcomeOf(task) === 'failure' ? finalStatuses.failure[0] : task.status;
	return (
		allows(filters.statuses, status) &&
		allows(filters.actions, task.action) &&
		allows(filters.pools, task.pool)
	);
}

/** Words with which a service refuses pages beyond those that it shows. */
const noFurtherPages = /\bpages?\b|\brange\b|\blimit|页|范围|上限/i;

/** Why a page ends the list; undefined for a failure that says nothing about that. */
const limitIn = ({ kind, message }: Failure) =>
	['refused', 'notFound'].includes(kind) && noFurtherPages.test(message) ? message : undefined;

interface Collected {
	tasks: Task[];
	/** What the user should know about the list. */
	hint?: string;
}

/**
 * Reads pages until one is empty or shows nothing new, since totals and page sizes may be wrong. New tasks move older ones
 * to later pages meanwhile, so a task may be on two of them.
 */
async function collect({ service, parameters }: Item): Promise<Collected> {
	const filters = readFilters(parameters);
	const limit = readLimit(parameters);
	const { name } = service;
	const seen = new Set<string>();
	const tasks: Task[] = [];
	let total: number | null = null;
	for await (const page of taskPages(service, { policy: rateLimitPolicy, isTotalTrusted: false })) {
		const end = page.ok || seen.size === 0 ? undefined : limitIn(page.failure);
		if (end !== undefined) {
			return { tasks, hint: `${name} shows no task after the newest ${seen.size}: ${end}` };
		}
		const data = dataOf(service, page);
		const isSorted = isNewestFirst(data.tasks);
		for (const task of data.tasks) {
			const isOlder = submittedAtMs(task) < filters.since;
			if (isOlder && isSorted) return { tasks };
			if (seen.has(task.id)) continue;
			seen.add(task.id);
			if (!isOlder && matches(task, filters)) tasks.push(task);
			if (tasks.length >= limit) return { tasks };
		}
		({ total } = data);
	}
	const isCut = total !== null && total > seen.size;
	const hint = `${name} says that the account has ${total} tasks, and lists ${seen.size} of them.`;
	return isCut ? { tasks, hint } : { tasks };
}

export const getMany: ItemOperation = {
	resource: 'task',
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'Get tasks of the account, newest first',
	endpoint: 'taskList',
	fields: [returnAllField, limitField, filtersField, simplifyField],
	async execute(item) {
		const simplify = item.parameters.flag(simplifyField);
		const { tasks, hint } = await collect(item);
		if (hint !== undefined) {
			const { context } = item;
			context.addExecutionHints?.({ message: hint, location: 'outputPane', type: 'warning' });
		}
		return tasks.map((task) => ({ json: toJson(task, item.service, simplify) }));
	},
};

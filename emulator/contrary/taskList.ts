import { jsonResponse, successResponse, type HttpResponse } from '../httpResponse';
import { seededNumber, seededUuid } from '../random';
import { isFinal, type Task } from '../task';
import type { Variants } from '../variants';
import { wireTask } from '../wire';
import type { World } from '../world';

/** Milliseconds in a value such as `20s`, by the emulator's clock; 0 for a value without a number. */
export const lagMs = (value: string, { clock }: World): number =>
	((parseInt(value, 10) || 0) * 1000) / clock.speed;

/** When a task changed last. */
function changedAt(task: Task, moment: number): number {
	const moments = [task.finishAt, task.progressAt, task.startAt].filter((each) => each <= moment);
	return moments[0] ?? task.submittedAt;
}

/** Does not depend on tasks before the last reset, so that a test can be repeated. */
const placeOf = ({ number }: Task) => seededNumber('order', number);

type Order = (a: Task, b: Task, moment: number) => number;

/** Orders of the task list. */
const listOrders = {
	'newest-first': (a, b) => b.submittedAt - a.submittedAt || b.id - a.id,
	'oldest-first': (a, b) => a.submittedAt - b.submittedAt || a.id - b.id,
	'changed-first': (a, b, moment) => changedAt(b, moment) - changedAt(a, moment) || b.id - a.id,
	unordered: (a, b) => placeOf(a) - placeOf(b),
} satisfies Record<string, Order>;

export const listOrderNames = Object.keys(listOrders) as Array<keyof typeof listOrders>;

/** A divisor of a minute, so that a test that begins at a full minute can be repeated. */
const othersEveryMs = 6_000;
const othersCount = 20;
const othersFirstId = 700_000_000;
const othersKinds = ['IMAGINE', 'BLEND', 'UPSCALE', 'DESCRIBE', 'VARIATION'] as const;

/** Tasks of other people, one each six seconds: the newest ones. Nobody can query them. */
function tasksOfOthers({ clock }: World, moment: number): Task[] {
	const everyMs = othersEveryMs / clock.speed;
	const newest = Math.floor(moment / everyMs);
	return Array.from({ length: othersCount }, (_, age) => {
		const n = newest - age;
		const action = othersKinds[n % othersKinds.length] ?? 'IMAGINE';
		const prompt = action === 'IMAGINE' ? `a lamp of somebody --seed ${n}` : '';
		const submittedAt = n * everyMs;
		return {
			id: othersFirstId + n,
			number: -age,
			jobId: seededUuid('others', n),
			accountId: 'others',
			key: '',
			webhook: null,
			action,
			pool: 'FAST',
			cost: 0,
			durationKind: 'picture',
			buttons: 'grid',
			prompt,
			description: `/${action.toLowerCase()} ${prompt}`.trim(),
			picture: { kind: 'upload', key: 'others', width: 1, height: 1 },
			pictureBytes: 0,
			submittedAt,
			startAt: submittedAt + everyMs / 7,
			progressAt: submittedAt + everyMs / 3,
			finishAt: submittedAt + 5 * everyMs,
			failReason: null,
			endProcessed: true,
		};
	});
}

/** Fields that the rows of the list may lack. */
const omittedFields = {
	nothing: [],
	prompt: ['prompt', 'description'],
	buttons: ['actions'],
	pictures: ['imageDcUrl', 'imageS3Url'],
	status: ['status', 'progress', 'finishTime', 'failReason'],
	times: ['submitTime', 'startTime', 'finishTime'],
} satisfies Record<string, string[]>;

export const omittedFieldNames = Object.keys(omittedFields) as Array<keyof typeof omittedFields>;

/** One page of the list, before it gets its shape. */
export interface ListPage {
	/** Absent if the service does not tell it. */
	total?: number | string;
	tasks: Array<Record<string, unknown>>;
}

/** Values of `total`: from the number of all tasks and the number on the page. */
const totals = {
	number: (all: number) => all,
	text: (all: number) => String(all),
	missing: () => undefined,
	page: (_all: number, page: number) => page,
	'too-large': (all: number) => all * 10 + 7,
	zero: () => 0,
} satisfies Record<string, (all: number, page: number) => number | string | undefined>;

export const totalNames = Object.keys(totals) as Array<keyof typeof totals>;

const success = (data: unknown) => successResponse(data);

/** How a page can be put into the response. */
const listShapes = {
	tasks: success,
	array: ({ tasks }) => success(tasks),
	list: ({ total, tasks }) => success({ total, list: tasks }),
	records: ({ total, tasks }) => success({ records: tasks, total, size: tasks.length }),
	nested: ({ total, tasks }) => success({ data: tasks, pagination: { total } }),
	'no-envelope': (page) => jsonResponse(page),
} satisfies Record<string, (page: ListPage) => HttpResponse>;

export const listShapeNames = Object.keys(listShapes) as Array<keyof typeof listShapes>;

/** The response with one page of the task list. */
export function listResponse({ taskList, listShape }: Variants, page: ListPage): HttpResponse {
	// One task object instead of a list, as in the documentation's sample.
	if (taskList === 'bare-task') return successResponse(page.tasks[0] ?? null);
	return listShapes[listShape](page);
}

interface PageRequest {
	accountId: string;
	page: number;
	pageSize: number;
	/** The task object of a row. */
	row: (task: Task, moment: number) => Record<string, unknown>;
}

/** A page as the service shows it now: cached, late, short or out of order, as the variants say. */
export function listPage(world: World, wanted: PageRequest): ListPage {
	const { variants, clock, listCache } = world;
	const now = clock.now();
	const key = `${wanted.accountId} ${wanted.page} ${wanted.pageSize}`;
	const cached = listCache.get(key);
	if (cached && now < cached.until) return cached.page;
	const page = freshPage(world, wanted, now - lagMs(variants.listLag, world));
	const until = now + lagMs(variants.listCache, world);
	if (until > now) listCache.set(key, { until, page });
	return page;
}

function freshPage(
	world: World,
	{ accountId, page, pageSize, row }: PageRequest,
	moment: number,
): ListPage {
	const { variants, tasks } = world;
	if (variants.listAccess === 'empty') return { total: 0, tasks: [] };
	const all = [
		...tasks.list(accountId).filter(({ submittedAt }) => submittedAt <= moment),
		...(variants.listOthers === 'some' ? tasksOfOthers(world, moment) : []),
	].sort((a, b) => listOrders[variants.listOrder](a, b, moment));
	const size = Math.min(pageSize, Number(variants.listPageSize) || pageSize);
	const shown = all.slice((page - 1) * size, page * size);
	const omitted: readonly string[] = omittedFields[variants.listOmits];
	return {
		total: totals[variants.listTotal](all.length, shown.length),
		tasks: shown.map((task) =>
			Object.fromEntries(
				Object.entries(row(task, moment)).filter(([name]) => !omitted.includes(name)),
			),
		),
	};
}

/** The task object of a row. A task may seem to have failed for a moment. */
export const taskRow = (world: World, task: Task, moment: number, fault = task.fault) =>
	withMomentaryFailure(world, task, moment, 'list', wireTask(world, task, fault, moment));

/** Shows a running task as failed, once in its life, if the variants want that of this kind of answer. */
export function withMomentaryFailure(
	{ variants, failuresShown }: World,
	task: Task,
	moment: number,
	where: Variants['momentaryFailure'],
	fields: Record<string, unknown>,
): Record<string, unknown> {
	if (variants.momentaryFailure !== where || failuresShown.has(task)) return fields;
	if (moment < task.progressAt || isFinal(task, moment)) return fields;
	failuresShown.add(task);
	return { ...fields, status: variants.failureWord, failReason: 'Task interrupted' };
}

import type { Body } from '../../body';
import { textField } from '../../body';
import type { Fault } from '../../faults';
import { jsonResponse } from '../../httpResponse';
import { seededNumber } from '../../random';
import { unknownTaskResponse } from '../answers';
import { readingRoute, type EndpointName, type ProxyCall } from '../proxyRoute';
import type { ProxyTask } from '../proxyTask';
import { proxyTaskFields } from '../taskFields';
import { serverFacts } from '../variant';

export const proxyGet = readingRoute('get', (call) => {
	const { world, params, entry, key, gateway } = call;
	const id = Number(params.id);
	const record = gateway === null ? undefined : world.proxy.records.of(id, key.accountId);
	const task = gateway === null ? world.proxy.task(id) : record?.task;
	if (!task) return unknownTaskResponse(world);
	entry.taskId = id;
	const fault = world.faults.take('get', 'task');
	if (record) return jsonResponse(world.proxy.records.fields(record, fault));
	return jsonResponse(proxyTaskFields(world, task, { fault }));
});

/** Unknown ids are left out. The order is not that of the request. */
export const proxyGetByIds = readingRoute('getByIds', (call) =>
	jsonResponse(tasksById(call, 'getByIds')),
);

/** Assumed at plus: the same tasks with fields for a web page. */
export const proxyListByIds = readingRoute('listByIds', (call) => {
	const tasks = tasksById(call, 'listByIds');
	return jsonResponse(
		call.server === 'plus' ? tasks.map((task) => ({ ...task, displays: {} })) : tasks,
	);
});

/** All tasks of the server, newest first; trueai has a limit. */
export const proxyGetMany = readingRoute('getMany', ({ world, server }) => {
	const tasks = world.proxy.tasks().slice(0, serverFacts[server].listLimit);
	return jsonResponse(shown(world.faults.take('getMany', 'task'), tasks, world));
});

/** Tasks that wait or run. */
export const proxyQueue = readingRoute('queue', ({ world }) =>
	jsonResponse(shown(undefined, world.proxy.slots.unfinished(), world)),
);

const filters = ['state', 'status', 'action'] as const;

/** A page of the tasks that match all given fields. Assumed: Spring's form of a page. */
export const proxyQuery = readingRoute('query', ({ world, body }) => {
	const fault = world.faults.take('query', 'task');
	const all = shown(fault, world.proxy.tasks(), world);
	const statuses = body.fields.statusSet;
	const ids = body.fields.ids === undefined ? null : idsOf(body);
	const prompt = textField(body, 'prompt') ?? '';
	const found = all.filter(
		(task) =>
			filters.every((name) => [undefined, task[name]].includes(textField(body, name))) &&
			(!Array.isArray(statuses) || statuses.includes(task.status)) &&
			(ids === null || ids.includes(Number(task.id))) &&
			task.prompt.includes(prompt),
	);
	const number = Number(textField(body, 'pageNumber') ?? 0);
	const size = Number(textField(body, 'pageSize') ?? 10);
	return jsonResponse({
		content: found.slice(number * size, (number + 1) * size),
		totalElements: found.length,
		totalPages: Math.ceil(found.length / size),
		number,
		size,
	});
});

const shown = (fault: Fault | undefined, tasks: readonly ProxyTask[], world: ProxyCall['world']) =>
	tasks.map((task) => proxyTaskFields(world, task, { fault: fault ?? task.fault }));

/** Texts or numbers. */
function idsOf({ fields }: Body): number[] {
	return Array.isArray(fields.ids) ? fields.ids.map(Number) : [];
}

/** A server shows any task; the order differs from that of the request. A gateway shows its records of the account. */
function tasksById({ world, body, key, gateway }: ProxyCall, name: EndpointName) {
	const ids = idsOf(body);
	const fault = name === 'getByIds' ? world.faults.take('getByIds', 'task') : undefined;
	if (gateway !== null) {
		const records = world.proxy.records.all(ids, key.accountId);
		return records.map((record) => world.proxy.records.fields(record, fault));
	}
	const tasks = [...new Set(ids)].flatMap((id) => world.proxy.task(id) ?? []);
	const order = ({ id }: ProxyTask) => seededNumber('order', id);
	return shown(
		fault,
		tasks.sort((a, b) => order(a) - order(b)),
		world,
	);
}

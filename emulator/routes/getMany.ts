import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { taskPage } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { apiErrors } from '../apiErrors';
import { wireTask } from '../wire';
import { apiRoute, type ApiCall } from './route';

/** Assumed: the documentation gives no default. */
const defaultPageSize = 10;

export const getMany = apiRoute({
	name: 'getMany',
	paths: [endpoints.taskList],
	needs: 'midjourney',
	handle(call) {
		const { world, key } = call;
		const page = wholeNumber(call, 'page', 1, Number.MAX_SAFE_INTEGER);
		const pageSize = wholeNumber(call, 'pageSize', taskPage.min, taskPage.max, defaultPageSize);
		const all = world.tasks.list(key.accountId);
		const fault = world.faults.take('getMany', 'task');
		const tasks = all
			.slice((page - 1) * pageSize, page * pageSize)
			.map((task) => wireTask(world, task, fault ?? task.fault));
		return world.variants.taskList === 'bare-task'
			? (tasks[0] ?? null)
			: { total: all.length, tasks };
	},
});

function wholeNumber(
	{ query }: ApiCall,
	name: string,
	min: number,
	max: number,
	defaultValue?: number,
) {
	const text = query[name];
	if ((text === undefined || text === '') && defaultValue !== undefined) return defaultValue;
	const value = /^\d+$/.test(text ?? '') ? Number(text) : NaN;
	if (!(value >= min && value <= max)) {
		const range = max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `from ${min} to ${max}`;
		throw apiErrors.bad(`Parameter ${name} must be a whole number ${range}`);
	}
	return value;
}

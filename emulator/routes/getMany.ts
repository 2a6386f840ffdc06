import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { taskPage } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { apiErrors } from '../apiErrors';
import { listPage, listResponse, taskRow, type ListPage } from '../contrary/taskList';
import { apiRoute, type ApiCall } from './route';

export const getMany = apiRoute({
	name: 'getMany',
	paths: [endpoints.taskList],
	needs: 'midjourney',
	handle(call) {
		const { world, key } = call;
		const page = wholeNumber(call, 'page', 1, Number.MAX_SAFE_INTEGER);
		const usual = Number(world.variants.listDefaultSize);
		const pageSize = wholeNumber(call, 'pageSize', taskPage.min, taskPage.max, usual);
		const fault = world.faults.take('getMany', 'task');
		return listPage(world, {
			accountId: key.accountId,
			page,
			pageSize,
			row: (task, moment) => taskRow(world, task, moment, fault ?? task.fault),
		});
	},
	respond: ({ world }, page) => listResponse(world.variants, page as ListPage),
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

import { emptyResponse, submitResponse } from '../answers';
import { proxyRoute } from '../proxyRoute';
import { codes } from '../refusal';

/** trueai lets only administrators cancel, and its answer has no body in any case. */
export const proxyCancel = proxyRoute('cancel', ({ world, params, server, key, entry }) => {
	const task = world.proxy.task(Number(params.id));
	const isAllowed = server !== 'trueai' || key.isAdmin;
	let isCancelled = false;
	if (task && isAllowed) {
		entry.taskId = task.id;
		isCancelled = world.tasks.finish(task, '任务已取消');
		task.proxy.isCancelled = isCancelled;
		if (isCancelled) world.callbacks.taskEnded(task);
	}
	if (server === 'trueai') return emptyResponse(200);
	if (!task) return submitResponse({ code: codes.notFound, description: '任务不存在或已失效' });
	return isCancelled
		? submitResponse({ code: codes.accepted, description: '成功', result: String(task.id) })
		: submitResponse({ code: codes.invalid, description: '任务已结束' });
});

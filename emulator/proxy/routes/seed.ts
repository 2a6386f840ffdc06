import { jsonResponse } from '../../httpResponse';
import { submitResponse, unknownTaskResponse } from '../answers';
import { readingRoute } from '../proxyRoute';
import { codes } from '../refusal';
import { proxyStatusOf } from '../taskFields';

/** How long trueai takes to read a seed. Assumed; documented: up to 60 s. */
const holdMs = 20_000;

export const proxyGetSeed = readingRoute('getSeed', async (call) => {
	const { world, params, server, gateway, key, entry } = call;
	const id = Number(params.id);
	const isOwn = gateway === null || world.proxy.records.of(id, key.accountId) !== undefined;
	const task = isOwn ? world.proxy.task(id) : undefined;
	const refuse = (status: number, code: number, description: string) =>
		submitResponse({ code, description }, server === 'trueai' ? status : 200);
	if (!task && gateway !== null) return unknownTaskResponse(world);
	if (!task) return refuse(404, codes.notFound, '任务不存在或已失效');
	entry.taskId = id;
	if (proxyStatusOf(task, world.clock.now()) !== 'SUCCESS') {
		return refuse(400, codes.invalid, '任务未完成');
	}
	if (server === 'trueai' && !world.proxy.seedsRead.has(task)) await world.clock.wait(holdMs);
	world.proxy.seedsRead.add(task);
	const result = String(task.proxy.seed);
	return jsonResponse({ code: codes.accepted, description: '成功', result });
});

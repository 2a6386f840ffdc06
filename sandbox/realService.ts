import { randomBytes } from 'node:crypto';

import { request } from 'undici';

import { endpoints } from '../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { hosts } from '../nodes/Midjourney/service/ohmygpt/facts/hosts';
import { taskPage } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { prices } from '../nodes/Midjourney/service/ohmygpt/facts/prices';
import { pools } from '../nodes/Midjourney/facts/pools';
import { midjourneyModel } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { newest, type TaskStatus, type Service } from './service';

export interface RealServiceOptions {
	apiKey: string;
	baseUrl?: string;
	mode?: string;
}

/** The real service with the given API key. Reading tasks is free of charge, creating pictures is not. */
export function realService({
	apiKey,
	baseUrl = hosts.api,
	mode = 'FAST',
}: RealServiceOptions): Service {
	const pool = pools.find((each) => each === mode);
	if (!pool) throw new Error(`The mode must be ${pools.join(' or ')}, not "${mode}"`);
	const apiBaseUrl = baseUrl.replace(/\/+$/, '');
	return {
		introduction: [
			`The service is the real one, ${apiBaseUrl}, in ${pool} mode.`,
			`Each image costs ${prices[pool].IMAGINE} tokens of your account.`,
		],
		credentials: [
			{
				name: 'OhMyGPT',
				type: 'ohMyGptApi',
				data: {
					apiKey,
					mode: pool,
					membership: 'regular',
					webhookSecret: randomBytes(16).toString('hex'),
					customHosts: true,
					baseUrl: apiBaseUrl,
					contentBaseUrl: hosts.content,
					imageProxyBaseUrl: hosts.imageProxy,
				},
			},
		],
		name: 'ohMyGpt',
		pollIntervalMs: 5_000,
		newestTask: async () => newest(await readTasks(apiBaseUrl, apiKey)),
		requests: async () => null,
		stop: async () => {},
	};
}

interface TaskListResponse {
	data?: { tasks?: Array<{ taskId: number; status: string; progress?: string | null }> };
}

/** The newest tasks of the account, to show progress. Returns an empty list if they cannot be read. */
async function readTasks(apiBaseUrl: string, apiKey: string): Promise<TaskStatus[]> {
	try {
		const query = `page=1&pageSize=${taskPage.min}`;
		const { body } = await request(`${apiBaseUrl}${endpoints.taskList}?${query}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ model: midjourneyModel }),
		});
		const { data } = (await body.json()) as TaskListResponse;
		return (data?.tasks ?? []).map(({ taskId, status, progress }) => {
			const percent = Number.parseFloat(progress ?? '');
			return { taskId: Number(taskId), status, percent: Number.isNaN(percent) ? null : percent };
		});
	} catch {
		// The workflow itself reports errors of the service.
		return [];
	}
}

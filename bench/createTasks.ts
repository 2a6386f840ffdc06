import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { midjourneyModel } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';

/** Creates tasks without a node. Returns the task objects that the service returns for them. */
export async function createTasks(
	credentials: Record<string, IDataObject>,
	count: number,
): Promise<IDataObject[]> {
	const { baseUrl, apiKey } = credentials.ohMyGptApi as { baseUrl: string; apiKey: string };
	const call = async (path: string, body: object) => {
		const response = await fetch(baseUrl + path, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
			body: JSON.stringify({ model: midjourneyModel, ...body }),
		});
		return ((await response.json()) as { data: IDataObject | number }).data;
	};
	const tasks: IDataObject[] = [];
	while (tasks.length < count) {
		const prompt = `a red kite over dunes, number ${tasks.length + 1}`;
		const taskId = await call(endpoints.imagine, { prompt, type: 'FAST' });
		tasks.push((await call(endpoints.query, { taskId })) as IDataObject);
	}
	return tasks;
}

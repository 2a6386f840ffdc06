import {
	NodeConnectionTypes,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { endpoints } from '../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { concurrency } from '../nodes/Midjourney/async/concurrency';
import { midjourneyModel } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { mapConcurrently } from '../nodes/Midjourney/async/mapConcurrently';

const pollMs = 3_000;

async function call<Data>(
	context: IExecuteFunctions,
	path: string,
	body: IDataObject,
): Promise<Data> {
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('ohMyGptApi');
	const response = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		'ohMyGptApi',
		{
			method: 'POST',
			url: baseUrl + path,
			body: { model: midjourneyModel, ...body },
			json: true,
		},
	)) as { data: Data };
	return response.data;
}

/** Creates a task and polls it every three seconds, like community nodes for such services. */
async function imagine(context: IExecuteFunctions, prompt: string): Promise<INodeExecutionData> {
	const taskId = await call<number>(context, endpoints.imagine, { prompt, type: 'FAST' });
	for (;;) {
		await sleep(pollMs);
		const { status } = await call<{ status: string }>(context, endpoints.query, { taskId });
		if (status === 'FAILURE') throw new Error(`Task ${taskId} failed`);
		if (status === 'SUCCESS') return { json: { taskId, status } };
	}
}

/** Downloads a picture to a buffer and passes it to n8n. */
async function download(
	context: IExecuteFunctions,
	task: IDataObject,
): Promise<INodeExecutionData> {
	const { contentBaseUrl } = await context.getCredentials<{ contentBaseUrl: string }>('ohMyGptApi');
	const { taskId, imageS3Url } = task as { taskId: number; imageS3Url: string };
	const url = contentBaseUrl + endpoints.storedPicture + imageS3Url;
	const bytes = (await context.helpers.httpRequest({ url, encoding: 'arraybuffer' })) as Buffer;
	const data = await context.helpers.prepareBinaryData(bytes, `${taskId}.png`, 'image/png');
	return { json: { taskId }, binary: { data } };
}

/** A simple node for this API, for comparison: it processes items one after the other and holds pictures in buffers. */
export const simpleNode: INodeType = {
	description: {
		displayName: 'Simple',
		name: 'simple',
		group: ['transform'],
		version: 1,
		description: 'Reference for the benchmarks',
		defaults: { name: 'Simple' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ohMyGptApi', required: true }],
		properties: [
			{ displayName: 'Operation', name: 'operation', type: 'string', default: 'imagine' },
		],
	},
	async execute(this: IExecuteFunctions) {
		const isDownload = this.getNodeParameter('operation', 0) === 'download';
		const items = await mapConcurrently(
			this.getInputData(),
			isDownload ? concurrency.downloads : 1,
			async ({ json }) =>
				isDownload ? await download(this, json) : await imagine(this, json.prompt as string),
		);
		return [items];
	},
};

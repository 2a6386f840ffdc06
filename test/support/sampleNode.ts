import {
	NodeConnectionTypes,
	sleep,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type NodeApiError,
} from 'n8n-workflow';
import type { Readable } from 'node:stream';

/** Credential of the sample node: its key goes into a header. */
export const sampleCredential: ICredentialType = {
	name: 'sampleApi',
	displayName: 'Sample API',
	properties: [
		{ displayName: 'Key', name: 'apiKey', type: 'string', default: '' },
		{ displayName: 'Mode', name: 'mode', type: 'string', default: 'FAST' },
	],
	authenticate: {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	},
};

async function requestItem(this: IExecuteFunctions, index: number): Promise<INodeExecutionData> {
	const url = this.getNodeParameter('url', index) as string;
	if (this.getNodeParameter('download', index)) {
		const body = (await this.helpers.httpRequest({ url, encoding: 'stream' })) as Readable;
		const data = await this.helpers.prepareBinaryData(body, 'picture.png', 'image/png');
		return { json: {}, binary: { data }, pairedItem: { item: index } };
	}
	const { mode } = await this.getCredentials('sampleApi', index);
	const json = (await this.helpers.httpRequestWithAuthentication.call(this, 'sampleApi', {
		url,
		json: true,
	})) as IDataObject;
	return { json: { ...json, mode }, pairedItem: { item: index } };
}

/** The smallest node that uses what the harness provides: HTTP, credentials, binary data, cancellation. */
export const sampleNode: INodeType = {
	description: {
		displayName: 'Sample',
		name: 'sample',
		group: ['input'],
		version: 1,
		description: 'Requests one URL for each item',
		defaults: { name: 'Sample' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sampleApi', required: true, testedBy: 'sampleTest' }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '', required: true },
			{ displayName: 'Download', name: 'download', type: 'boolean', default: false },
			{ displayName: 'Pause', name: 'pauseMs', type: 'number', default: 0 },
		],
	},
	methods: {
		loadOptions: {
			async paths() {
				const url = this.getCurrentNodeParameter('url') as string;
				const { path, key } = (await this.helpers.httpRequestWithAuthentication.call(
					this,
					'sampleApi',
					{ url, json: true },
				)) as { path: string; key: string };
				return [{ name: key, value: path }];
			},
		},
		credentialTest: {
			async sampleTest({ data }) {
				const { apiKey, mode } = data as { apiKey: string; mode: string };
				const status = apiKey ? 'OK' : 'Error';
				return { status, message: `Key ${apiKey}, mode ${mode}` };
			},
		},
	},
	async execute() {
		const output: INodeExecutionData[] = [];
		for (const [index] of this.getInputData().entries()) {
			this.logger.info('Requesting', { index });
			await sleep(
				this.getNodeParameter('pauseMs', index) as number,
				this.getExecutionCancelSignal(),
			);
			try {
				output.push(await requestItem.call(this, index));
			} catch (error) {
				const { message, context } = error as NodeApiError;
				if (!this.continueOnFail()) {
					context.itemIndex = index;
					throw error;
				}
				output.push({ json: { error: message }, pairedItem: { item: index } });
			}
		}
		this.addExecutionHints({ message: 'All items are done' });
		return [output];
	},
};

import './n8nEnvironment';
import { WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookData,
} from 'n8n-workflow';
import { capturing, type LogLine } from './capturedLogs';
import type { makeWorkflow } from './workflow';

/** A call as n8n has parsed it. JSON unless `headers` say otherwise. */
export interface Call {
	body?: unknown;
	query?: Record<string, unknown>;
	headers?: Record<string, string>;
}

/** What became of a call. */
export interface Heard {
	/** Undefined where the caller never got an answer. */
	status?: number;
	message?: string;
	/** Milliseconds until the answer, by the clock that the code sees. */
	answeredAfterMs: number;
	/** Outputs with which an execution starts or goes on; undefined where none does. */
	outputs: INodeExecutionData[][] | undefined;
	logs: LogLine[];
}

type Made = Awaited<ReturnType<typeof makeWorkflow>>;

/** Calls a node's webhook in n8n's own webhook context. Rejects where the node throws, which it must never do. */
export async function callWebhook(
	{ workflow, node, nodeType, additionalData, mode }: Made,
	{ body, query = {}, headers = { 'content-type': 'application/json' } }: Call,
	runData: IRunExecutionData | null = null,
): Promise<Heard> {
	const started = performance.now();
	const heard: Heard = { answeredAfterMs: NaN, outputs: undefined, logs: [] };
	const response = {
		headersSent: false,
		status(code: number) {
			if (response.headersSent) throw new Error('This call has been answered already');
			heard.status = code;
			return response;
		},
		json({ message }: { message: string }) {
			heard.message = message;
			heard.answeredAfterMs = performance.now() - started;
			response.headersSent = true;
			return response;
		},
		end() {},
	};
	const httpRequest = { body, query, headers, params: {}, method: 'POST' };
	const webhook = nodeType.description.webhooks?.[0];
	const webhookData = { webhookDescription: webhook, node: node.name } as IWebhookData;
	const context = new WebhookContext(
		workflow,
		node,
		{
			...additionalData,
			httpRequest,
			httpResponse: response,
		},
		mode,
		webhookData,
		[],
		runData,
	);
	const result = await capturing(heard.logs, async () => await nodeType.webhook?.call(context));
	heard.outputs = result?.workflowData;
	return heard;
}

/** The query of an address, as n8n hands it over. */
export const queryOf = (address: string): IDataObject =>
	Object.fromEntries(new URL(address).searchParams);

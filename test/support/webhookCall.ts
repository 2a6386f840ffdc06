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
	/** The body as it was sent, which n8n passes on besides its own reading of it. */
	text?: string;
	query?: Record<string, unknown>;
	headers?: Record<string, string>;
}

/** The response to a call, and what the node has done with it. */
export interface WebhookResult {
	/** Undefined if there was no response. */
	status?: number;
	message?: string;
	/** Milliseconds until the response, by the clock of the node. */
	respondedAfterMs: number;
	/** Outputs that an execution is started or resumed with; undefined if there is none. */
	outputs: INodeExecutionData[][] | undefined;
	logs: LogLine[];
}

type WorkflowUnderTest = Awaited<ReturnType<typeof makeWorkflow>>;

/** Calls a node's webhook in n8n's own webhook context. Rejects if the node throws, which it must never do. */
export async function callWebhook(
	{ workflow, node, nodeType, additionalData, mode }: WorkflowUnderTest,
	{ body, text, query = {}, headers = { 'content-type': 'application/json' } }: Call,
	runData: IRunExecutionData | null = null,
): Promise<WebhookResult> {
	const startedAt = performance.now();
	const result: WebhookResult = { respondedAfterMs: NaN, outputs: undefined, logs: [] };
	const response = {
		headersSent: false,
		status(code: number) {
			if (response.headersSent) throw new Error('A second response to this call');
			result.status = code;
			return response;
		},
		json({ message }: { message: string }) {
			result.message = message;
			result.respondedAfterMs = performance.now() - startedAt;
			response.headersSent = true;
			return response;
		},
		end() {},
	};
	const rawBody = text === undefined ? undefined : Buffer.from(text);
	const httpRequest = { body, rawBody, query, headers, params: {}, method: 'POST' };
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
	const webhookResponse = await capturing(
		result.logs,
		async () => await nodeType.webhook?.call(context),
	);
	result.outputs = webhookResponse?.workflowData;
	return result;
}

/** The query of a URL, as n8n passes it. */
export const queryOf = (address: string): IDataObject =>
	Object.fromEntries(new URL(address).searchParams);

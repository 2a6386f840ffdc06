import fastify from 'fastify';
import { WorkflowExecute } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import type { AddressInfo } from 'node:net';
import { resume, roundTrip } from '../test/support/suspended';
import { callWebhook, type Call, type WebhookResult } from '../test/support/webhookCall';
import { makeWorkflow } from '../test/support/workflow';
import type { Execution } from './nodes';

/** The result of an execution that was suspended. Times are simulated milliseconds since 1970. */
export interface SuspendedRun {
	/** When n8n could store the execution, so that its worker was free. */
	suspendedAt: number;
	finishedAt: number;
	items: INodeExecutionData[];
	/** Number of calls to the resume URL. */
	callbacks: number;
	/** How many of them came before the execution was suspended. They were rejected. */
	early: number;
}

/** Suspends and resumes executions, like n8n. */
export interface SuspensionServer {
	/** Runs an execution to its end. Throws if it is not suspended, or if no callback resumes it in time. */
	run(execution: Execution, onSuspended: () => void): Promise<SuspendedRun>;
	stop(): Promise<void>;
}

const path = '/webhook-waiting';
/** In simulated time. */
const timeLimitMs = 600_000;

/** Starts a server for the resume URLs of suspended executions, as a replacement for n8n's own. */
export async function startSuspensionServer(): Promise<SuspensionServer> {
	const handlers = new Map<string, (call: Call) => Promise<WebhookResult> | undefined>();
	const server = fastify({ forceCloseConnections: true });
	server.post<{ Params: { id: string } }>(`${path}/:id`, async (request, reply) => {
		const { body, query, headers, params } = request;
		const call = { body, query, headers } as Call;
		// For an execution that is running or has ended, n8n returns 409.
		const result = await handlers.get(params.id)?.(call);
		return await reply
			.code(result ? (result.status ?? 500) : 409)
			.send({ message: result?.message });
	});
	await server.listen({ port: 0, host: '127.0.0.1' });
	const { port } = server.server.address() as AddressInfo;

	/** Runs an execution until it is suspended. Returns its data. */
	async function runUntilSuspended(execution: Execution) {
		const { workflow, startNode, additionalData, mode } = await makeWorkflow(execution);
		additionalData.webhookWaitingBaseUrl = `http://127.0.0.1:${port}${path}`;
		const engine = new WorkflowExecute(additionalData, mode);
		const { status, data } = await engine.run({
			workflow,
			startNode: workflow.nodes[startNode],
		});
		if (status === 'waiting') return data;
		throw new Error(`The execution is ${status}: ${data.resultData.error?.message ?? ''}`);
	}

	return {
		async run(execution, onSuspended) {
			const { executionId } = execution;
			let callbacks = 0;
			let early = 0;
			let handle: ((call: Call) => Promise<WebhookResult>) | undefined;
			handlers.set(executionId, (call) => {
				callbacks++;
				if (!handle) early++;
				return handle?.(call);
			});
			let timeout: NodeJS.Timeout | undefined;
			try {
				const data = await runUntilSuspended(execution);
				const suspendedAt = Date.now();
				const outputs = await new Promise<INodeExecutionData[][]>((resolve, reject) => {
					const onTimeout = () => reject(new Error('No callback has resumed the execution'));
					timeout = setTimeout(onTimeout, timeLimitMs);
					handle = async (call) => {
						const result = await callWebhook(await makeWorkflow(execution), call, roundTrip(data));
						if (result.outputs) resolve(result.outputs);
						return result;
					};
					onSuspended();
				});
				const [items = []] = await resume(execution, data, outputs);
				return { suspendedAt, finishedAt: Date.now(), items, callbacks, early };
			} finally {
				clearTimeout(timeout);
				handlers.delete(executionId);
			}
		},
		stop: async () => await server.close(),
	};
}

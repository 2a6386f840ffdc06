import fastify from 'fastify';
import { WorkflowExecute } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import type { AddressInfo } from 'node:net';
import { goOn, stored } from '../test/support/suspended';
import { callWebhook, type Call, type Heard } from '../test/support/webhookCall';
import { makeWorkflow } from '../test/support/workflow';
import type { Execution } from './nodes';
import { wallNow } from './time';

/** How an execution that slept has gone. Moments are milliseconds since 1970 by the wall clock. */
export interface Slept {
	/** When n8n had the execution back to store it, and its worker was free. */
	asleepAt: number;
	finishedAt: number;
	items: INodeExecutionData[];
	/** Calls to the resume address, and those among them that came before the execution slept and were refused. */
	callbacks: number;
	early: number;
}

/** What n8n does for executions that sleep. */
export interface Sleeper {
	/** Runs an execution to its end. Throws where it does not sleep, or where no callback wakes it up in time. */
	run(execution: Execution, onAsleep: () => void): Promise<Slept>;
	stop(): Promise<void>;
}

const path = '/webhook-waiting';
/** By the clock of the executions. */
const patienceMs = 600_000;

/** Starts a server at which the service can call sleeping executions, in the place of n8n's own. */
export async function startSleeper(): Promise<Sleeper> {
	const listeners = new Map<string, (call: Call) => Promise<Heard> | undefined>();
	const server = fastify({ forceCloseConnections: true });
	server.post<{ Params: { id: string } }>(`${path}/:id`, async (request, reply) => {
		const { body, query, headers, params } = request;
		const call = { body, query, headers } as Call;
		// What n8n says of an execution that is running or over.
		const heard = await listeners.get(params.id)?.(call);
		return await reply.code(heard ? (heard.status ?? 500) : 409).send({ message: heard?.message });
	});
	await server.listen({ port: 0, host: '127.0.0.1' });
	const { port } = server.server.address() as AddressInfo;

	/** Runs an execution until it sleeps; gives it as it was stored. */
	async function fallAsleep(execution: Execution) {
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
		async run(execution, onAsleep) {
			const { executionId } = execution;
			let callbacks = 0;
			let early = 0;
			let listen: ((call: Call) => Promise<Heard>) | undefined;
			listeners.set(executionId, (call) => {
				callbacks++;
				if (!listen) early++;
				return listen?.(call);
			});
			let patience: NodeJS.Timeout | undefined;
			try {
				const data = await fallAsleep(execution);
				const asleepAt = wallNow();
				const outputs = await new Promise<INodeExecutionData[][]>((resolve, reject) => {
					patience = setTimeout(() => reject(new Error('Nobody woke it up')), patienceMs);
					listen = async (call) => {
						const heard = await callWebhook(await makeWorkflow(execution), call, stored(data));
						if (heard.outputs) resolve(heard.outputs);
						return heard;
					};
					onAsleep();
				});
				const [items = []] = await goOn(execution, data, outputs);
				return { asleepAt, finishedAt: wallNow(), items, callbacks, early };
			} finally {
				clearTimeout(patience);
				listeners.delete(executionId);
			}
		},
		stop: async () => await server.close(),
	};
}

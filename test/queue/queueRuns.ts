import { parse } from 'flatted';
import type { ExecutionStatus, IDataObject, IRunExecutionData } from 'n8n-workflow';
import { request } from 'undici';

import { itemsOf } from '../../sandbox/executions';
import type { QueueMode } from '../../sandbox/queue/queueMode';
import { waitFor } from '../../sandbox/waiting';
import type { Workflow } from '../../sandbox/workflow';
import type { useLive } from '../sandbox/live';
import type { StartItem } from './webhookStarted';

/** Longer than n8n needs to notice that a worker has died. */
const patienceMs = 120_000;

export interface ExecutionRow {
	id: string;
	status: ExecutionStatus;
	/** Milliseconds since 1970; null as long as it runs. */
	endedAt: number | null;
}

/** Whether n8n will not go on with it; a suspended one has an end too. */
export const isEnded = ({ endedAt, status }: ExecutionRow) =>
	endedAt !== null && status !== 'waiting';

/** A published workflow that is started by its webhook. */
export interface Published {
	id: string;
	path: string;
}

/** What tests do with executions in queue mode. They read the database: hundreds of reads by REST would load main. */
export function useQueueRuns(queue: () => QueueMode, live: ReturnType<typeof useLive>) {
	const rows = async ({ id }: Published) => {
		const found = await queue().database.query<{
			id: number;
			status: ExecutionStatus;
			stoppedAt: Date | null;
		}>('SELECT id, status, "stoppedAt" FROM execution_entity WHERE "workflowId" = $1 ORDER BY id', [
			id,
		]);
		return found.map(
			({ id: executionId, status, stoppedAt }): ExecutionRow => ({
				id: String(executionId),
				status,
				endedAt: stoppedAt === null ? null : stoppedAt.getTime(),
			}),
		);
	};

	/** Waits until the executions of a workflow are as wished. */
	async function until(
		published: Published,
		what: string,
		isSo: (executions: ExecutionRow[]) => boolean,
		timeoutMs = patienceMs,
	): Promise<ExecutionRow[]> {
		let last: ExecutionRow[] = [];
		try {
			return await waitFor(
				async () => {
					last = await rows(published);
					return isSo(last) && last;
				},
				{ what, timeoutMs },
			);
		} catch (error) {
			const seen = last.map(({ id, status }) => `${id} ${status}`).join(', ');
			throw new Error(`${(error as Error).message}; executions: ${seen || 'none'}`, {
				cause: error,
			});
		}
	}

	async function dataOf(executionId: string): Promise<IRunExecutionData> {
		const [row] = await queue().database.query<{ data: string }>(
			'SELECT data FROM execution_data WHERE "executionId" = $1',
			[Number(executionId)],
		);
		if (!row) throw new Error(`Execution ${executionId} has no data`);
		return parse(row.data) as IRunExecutionData;
	}

	return {
		rows,
		until,
		/** Stores and publishes a workflow made by `webhookStarted`. */
		publish: async (workflow: Workflow, changes?: IDataObject): Promise<Published> => {
			const { id } = await live.store(workflow, changes);
			await live.editor().publish(id);
			return { id, path: workflow.name };
		},
		/** Starts an execution. Which webhook processor takes it is left to the public address. */
		start: async ({ path }: Published, items: readonly StartItem[]): Promise<void> => {
			const { statusCode, body } = await request(`${queue().webhookUrl}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ items }),
			});
			const text = await body.text();
			if (statusCode !== 200) throw new Error(`The workflow was not started: ${text}`);
		},
		/** Waits until `count` executions have a status. */
		untilAll: async (
			published: Published,
			status: ExecutionStatus,
			count: number,
			timeoutMs?: number,
		) =>
			await until(
				published,
				`${count} executions that are ${status}`,
				(all) => all.filter((each) => each.status === status).length >= count,
				timeoutMs,
			),
		dataOf,
		/** The items at the first output of a node, in its last run. */
		itemsOf: async (executionId: string, node: string) =>
			itemsOf({ data: await dataOf(executionId) }, node),
		/** "Retry" in the list of executions. Resolves as soon as n8n has answered or a new execution exists. */
		retry: async (published: Published, executionId: string): Promise<void> => {
			const before = (await rows(published)).length;
			let failed = false;
			// n8n answers when the new execution has ended.
			queue()
				.rest.retryExecution(executionId)
				.catch(() => (failed = true));
			await until(published, 'a retry', (all) => failed || all.length > before);
		},
	};
}

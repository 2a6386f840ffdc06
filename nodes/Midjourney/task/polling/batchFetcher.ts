import { concurrency } from '../../async/concurrency';
import { mapConcurrently } from '../../async/mapConcurrently';
import { now } from '../../async/sleep';
import { success } from '../../service/result';
import type { Service } from '../../service/service';
import type { PollResponse } from './pendingTask';
import type { StatusFetcher } from './statusFetcher';

/** After a response that shows none of the tasks, each is read by itself for a while. */
const pauseMs = 60_000;

/**
 * Reads tasks by their IDs, as many as one request takes: those that are due, and others with them. What the response does
 * not show is read by itself.
 */
export function createBatchFetcher(
	service: Service,
	getTasks: NonNullable<Service['getTasks']>,
): StatusFetcher {
	const { idsPerRequest = 1 } = service.limits;
	let usableAt = 0;

	const fetchSingly = async (ids: readonly string[]): Promise<Array<[string, PollResponse]>> =>
		await mapConcurrently(ids, concurrency.statusReads, async (id) => [
			id,
			{ result: await service.getTask(id), isListed: false },
		]);

	return {
		plan(due, open) {
			const ids = [...new Set(due)];
			if (usableAt > now()) return ids.map((id) => ({ due: [id], piggyback: [] }));
			const all = [...new Set([...ids, ...open])];
			const count = Math.ceil(ids.length / idsPerRequest);
			return Array.from({ length: count }, (_, i) => {
				const part = all.slice(i * idsPerRequest, (i + 1) * idsPerRequest);
				return {
					due: part.filter((id) => ids.includes(id)),
					piggyback: part.filter((id) => !ids.includes(id)),
				};
			});
		},
		async fetch({ due, piggyback }) {
			const ids = [...due, ...piggyback];
			if (ids.length === 1) return new Map(await fetchSingly(due));
			const result = await getTasks(ids);
			const tasks = result.ok ? result.data : [];
			const responses = new Map<string, PollResponse>(
				tasks.map((task) => [task.id, { result: success(task), isListed: false }]),
			);
			if (tasks.length === 0) usableAt = now() + pauseMs;
			const missing = due.filter((id) => !responses.has(id));
			for (const [id, response] of await fetchSingly(missing)) responses.set(id, response);
			return responses;
		},
		recordCreated: () => undefined,
	};
}

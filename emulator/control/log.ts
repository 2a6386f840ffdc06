import type { FastifyInstance } from 'fastify';
import type { World } from '../world';

const logQuery = {
	type: 'object',
	additionalProperties: false,
	properties: {
		route: { type: 'string' },
		since: { type: 'string', pattern: '^\\d+$' },
		limit: { type: 'string', pattern: '^\\d+$' },
	},
} as const;

interface LogQuery {
	route?: string;
	/** Only entries with a greater number. */
	since?: string;
	limit?: string;
}

/** Reads requests, webhooks and statistics. */
export function logControl(scope: FastifyInstance, world: World): void {
	scope.get<{ Querystring: LogQuery }>(
		'/log',
		{ schema: { querystring: logQuery } },
		({ query }) => {
			const since = Number(query.since ?? 0);
			const entries = world.journal.filter(
				(entry) => entry.n > since && (query.route === undefined || entry.route === query.route),
				query.limit === undefined ? undefined : Number(query.limit),
			);
			return { total: world.journal.total, entries };
		},
	);

	scope.get('/callbacks', () => ({
		total: world.callbacks.log.total,
		entries: world.callbacks.log.last(),
	}));

	scope.get('/stats', () => {
		const unfinished = world.tasks.unfinished().length;
		return {
			requests: world.journal.counts,
			requestsTotal: world.journal.total,
			/** Requests to endpoints that the service does not have. */
			unexpected: world.journal.counts.unknown ?? 0,
			unfinished,
			...world.tasks.stats,
			callbacks: world.callbacks.log.total,
			faultsApplied: world.faults.applied,
		};
	});
}

import type { FastifyInstance } from 'fastify';
import type { World } from '../world';

export async function page(scope: FastifyInstance, world: World): Promise<void> {
	scope.get('/', (_request, reply) =>
		reply.type('text/html').send(`tasks ${world.tasks.stats.tasksCreated}`),
	);
}

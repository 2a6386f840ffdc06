import type { FastifyInstance } from 'fastify';
import type { Task } from '../task';
import { wireIdText } from '../contrary/taskIds';
import { shownStatus, shownTask } from '../shownTask';
import { percentAt } from '../wire';
import type { World } from '../world';

const finishSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		status: { enum: ['SUCCESS', 'FAILURE'] },
		failReason: { type: 'string' },
	},
} as const;

const callbackSchema = {
	type: 'object',
	additionalProperties: false,
	properties: { times: { type: 'integer', minimum: 1, maximum: 10_000, default: 1 } },
} as const;

interface Finish {
	status?: 'SUCCESS' | 'FAILURE';
	failReason?: string;
}

/** Reads tasks with their internal data, ends them, sends their webhooks, reads their pictures. */
export function taskControl(scope: FastifyInstance, world: World): void {
	scope.get('/tasks', () => ({
		tasks: world.tasks.list().map((task) => taskDetails(world, task)),
	}));

	scope.get<{ Params: { id: string } }>('/tasks/:id', ({ params }) => ({
		...taskDetails(world, find(world, params.id)),
		wire: shownTask(world, find(world, params.id)),
	}));

	scope.post<{ Params: { id: string }; Body: Finish }>(
		'/tasks/:id/finish',
		{ schema: { body: finishSchema } },
		({ params, body }) => {
			const task = find(world, params.id);
			const fails =
				body.status === 'FAILURE' || (body.status === undefined && body.failReason !== undefined);
			const ended = world.tasks.finish(
				task,
				fails ? (body.failReason ?? 'Ended by the control API') : null,
			);
			if (!ended) throw new Error(`Task ${task.id} has ended already`);
			world.callbacks.taskEnded(task);
			return taskDetails(world, task);
		},
	);

	scope.post<{ Params: { id: string }; Body: { times: number } }>(
		'/tasks/:id/callback',
		{ schema: { body: callbackSchema } },
		async ({ params, body }) => {
			const task = find(world, params.id);
			if (task.webhook === null) throw new Error(`Task ${task.id} has no webhook`);
			await world.callbacks.repeat(task, body.times);
			return { sent: body.times };
		},
	);

	scope.get<{ Params: { id: string } }>('/tasks/:id/picture', async ({ params }, reply) => {
		const task = find(world, params.id);
		const file = await world.renderer.file(String(task.id), task.picture, 'webp');
		return reply.type('image/webp').header('cache-control', 'max-age=3600').send(file);
	});

	scope.get<{ Params: { id: string; tile: string } }>(
		'/tasks/:id/tiles/:tile',
		async ({ params }, reply) => {
			const { picture } = find(world, params.id);
			const index = Number(params.tile) - 1;
			if (picture.kind !== 'grid' || !picture.scenes[index])
				throw new Error('There is no such tile');
			return reply.type('image/png').send(await world.renderer.tile(picture, index));
		},
	);
}

function find(world: World, id: string): Task {
	const task = world.tasks.get(Number(id));
	if (!task) throw new Error(`There is no task ${id}`);
	return task;
}

/** A task with internal data that clients cannot read: when it will end, its result, its price. */
function taskDetails(world: World, task: Task) {
	const now = world.clock.now();
	return {
		taskId: task.id,
		wireId: wireIdText(world.variants, task.id),
		jobId: task.jobId,
		action: task.action,
		pool: task.pool,
		prompt: task.prompt,
		status: shownStatus(world, task, now),
		percent: percentAt(task, now),
		cost: task.cost,
		failReason: task.failReason,
		webhook: task.webhook,
		sourceId: task.sourceId ?? null,
		submittedAt: world.clock.iso(task.submittedAt),
		/** null: the task rests until its modal call. */
		finishesAt: Number.isFinite(task.finishAt) ? world.clock.iso(task.finishAt) : null,
		/** By the wall clock. */
		durationMs: Math.round(task.finishAt - task.submittedAt),
		/** Only for tasks of the second wire. */
		proxy: task.proxy,
	};
}

import type { FastifyInstance } from 'fastify';
import { allFaultKinds, faultSchema, type Fault } from '../faults';
import type { World } from '../world';

type FaultRequest = { route: string; fault: string } & Partial<Fault>;

/** Arms, lists and removes faults. */
export function faultControl(scope: FastifyInstance, world: World): void {
	scope.post<{ Body: FaultRequest }>('/faults', { schema: { body: faultSchema } }, ({ body }) =>
		world.faults.arm(body),
	);
	scope.get('/faults', () => ({
		armed: world.faults.list(),
		applied: world.faults.applied,
		known: allFaultKinds,
	}));
	scope.delete('/faults', () => {
		world.faults.clear();
		return { ok: true };
	});
}

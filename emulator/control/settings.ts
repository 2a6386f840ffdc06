import type { FastifyInstance } from 'fastify';
import { settingsSchema, type Settings } from '../settings';
import { variantsSchema, variantValues, type Variants } from '../variants';
import type { World } from '../world';

/** Reads and changes settings and variants; resets the emulator. */
export function settingsControl(scope: FastifyInstance, world: World): void {
	scope.get('/settings', () => world.settings);
	scope.put<{ Body: Partial<Settings> }>(
		'/settings',
		{ schema: { body: settingsSchema } },
		({ body }) => {
			world.set(body);
			return world.settings;
		},
	);

	scope.get('/variants', () => ({ current: world.variants, known: variantValues }));
	scope.put<{ Body: Partial<Variants> }>(
		'/variants',
		{ schema: { body: variantsSchema } },
		({ body }) => Object.assign(world.variants, body),
	);

	scope.post<{ Body: Partial<Settings> }>(
		'/reset',
		{ schema: { body: settingsSchema } },
		({ body }) => {
			world.reset(body);
			return { ok: true, settings: world.settings };
		},
	);
}

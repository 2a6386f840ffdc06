import type { FastifyInstance } from 'fastify';
import { changedVariants, drawVariants } from '../contrary/draw';
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

	scope.get('/variants', () => ({
		current: world.variants,
		changed: changedVariants(world.variants),
		known: variantValues,
	}));
	scope.put<{ Body: Partial<Variants> & { random?: number } }>(
		'/variants',
		{ schema: { body: variantsSchema } },
		({ body: { random, ...given } }) => {
			world.vary({ ...(random === undefined ? {} : drawVariants(random)), ...given });
			return world.variants;
		},
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

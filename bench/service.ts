import type { Settings } from '../emulator/settings';

/** Emulator settings for the benchmarks in simulated time. */
export const service = {
	latencyMs: 100,
	durationSeconds: { min: 30, max: 120 },
} as const satisfies Partial<Settings>;

import type { Settings } from '../emulator/settings';

/** The service as the benchmarks in scaled time see it. */
export const service = {
	latencyMs: 100,
	durationSeconds: { min: 30, max: 120 },
	timestamps: 'scaled',
} as const satisfies Partial<Settings>;

const { min, max } = service.durationSeconds;

/** Of a task, on average. */
export const meanSeconds = (min + max) / 2;

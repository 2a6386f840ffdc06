import type { Settings } from '../emulator/settings';

/** Emulator settings for the benchmarks in scaled time. */
export const service = {
	latencyMs: 100,
	durationSeconds: { min: 30, max: 120 },
	timestamps: 'scaled',
} as const satisfies Partial<Settings>;

const { min, max } = service.durationSeconds;

/** Mean duration of a task. */
export const meanSeconds = (min + max) / 2;

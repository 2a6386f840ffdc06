import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { scaleTime } from '../test/support/scaledTime';
import { rounded } from './benchmark';

/** Milliseconds since 1970 by the wall clock, also while time is scaled. */
export const wallNow = () => performance.timeOrigin + performance.now();

/**
 * Runs `work` while time in this process passes `speed` times faster. `lateness` says how far that can be
 * trusted: by how many emulated seconds this busy process came late, in 99 of 100 moments at the most.
 */
export async function inScaledTime<T>(
	speed: number,
	work: () => Promise<T>,
): Promise<{ result: T; lateness: number }> {
	const delays = monitorEventLoopDelay({ resolution: 1 });
	const restore = scaleTime(speed);
	delays.enable();
	try {
		const result = await work();
		return { result, lateness: rounded((delays.percentile(99) / 1e9) * speed) };
	} finally {
		delays.disable();
		restore();
	}
}

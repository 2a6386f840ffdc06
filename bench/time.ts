import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { scaleTime } from '../test/support/scaledTime';
import { round } from './benchmark';

/** Milliseconds since 1970 by the wall clock, even while time is scaled. */
export const wallNow = () => performance.timeOrigin + performance.now();

/**
 * Runs `work` while time in this process passes `speed` times faster. `lateness` says how exact the times are: it is
 * the 99th percentile of the event loop delay, in emulated seconds.
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
		return { result, lateness: round((delays.percentile(99) / 1e9) * speed) };
	} finally {
		delays.disable();
		restore();
	}
}

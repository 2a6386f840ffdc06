import { sleep } from 'n8n-workflow';

/** Milliseconds since 1970. */
export const now = () => Date.now();

/** Why a wait was broken off. */
const reasonOf = (signal: AbortSignal): Error =>
	signal.reason instanceof Error ? signal.reason : new Error('stopped');

/** Waits, and rejects as soon as the signal fires. Older n8n versions know no signal in `sleep`, so it is raced here. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) return await sleep(ms);
	if (signal.aborted) throw reasonOf(signal);
	let stop: () => void = () => undefined;
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(reasonOf(signal));
		signal.addEventListener('abort', stop, { once: true });
	});
	try {
		await Promise.race([sleep(ms, signal), stopped]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

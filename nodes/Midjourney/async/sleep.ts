import { sleep } from 'n8n-workflow';

/** Milliseconds since 1970. */
export const now = () => Date.now();

/** Waits, or less if the signal fires. Older n8n versions know no signal in `sleep`, so it is raced here. */
export async function interruptibleSleep(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) return await sleep(ms);
	if (signal.aborted) return;
	let wake: () => void = () => undefined;
	const woken = new Promise<void>((resolve) => {
		wake = resolve;
	});
	signal.addEventListener('abort', wake, { once: true });
	// Newer versions reject when the signal fires, which is nothing but the wake-up.
	await Promise.race([sleep(ms, signal).catch(() => undefined), woken]);
	signal.removeEventListener('abort', wake);
}

/** Waits, and rejects with the signal's reason as soon as it fires. */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
	await interruptibleSleep(ms, signal);
	signal?.throwIfAborted();
}

import { sleep } from 'n8n-workflow';

/** Milliseconds since 1970. */
export const now = () => Date.now();

/** Waits; resolves early when the signal fires. Older n8n versions have no signal in `sleep`, so it is raced here. */
export async function interruptibleSleep(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) return await sleep(ms);
	if (signal.aborted) return;
	let interrupt: () => void = () => undefined;
	const interrupted = new Promise<void>((resolve) => {
		interrupt = resolve;
	});
	signal.addEventListener('abort', interrupt, { once: true });
	// Newer versions reject when the signal fires, which is the same interruption.
	await Promise.race([sleep(ms, signal).catch(() => undefined), interrupted]);
	signal.removeEventListener('abort', interrupt);
}

/** Waits; rejects with the signal's reason as soon as it fires. */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
	await interruptibleSleep(ms, signal);
	signal?.throwIfAborted();
}

import { setTimeout as sleep } from 'node:timers/promises';

import type { SeenTask, Service } from './service';

/**
 * Shows how the task that comes next gets on, until `work` is done: on a terminal a line that
 * renews itself, in a log a line for each change.
 */
export async function showTaskProgress<T>(service: Service, work: Promise<T>): Promise<T> {
	const watching = new AbortController();
	const watched = watch(service, watching.signal);
	try {
		return await work;
	} finally {
		watching.abort();
		await watched;
	}
}

async function watch(service: Service, signal: AbortSignal): Promise<void> {
	const before = (await service.newestTask())?.taskId ?? 0;
	const { stdout } = process;
	let shown = '';
	while (!signal.aborted) {
		const task = await service.newestTask();
		const line = task && task.taskId > before ? describe(task) : '';
		if (line !== shown) stdout.write(stdout.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
		shown = line;
		await pause(service.lookEveryMs, signal);
	}
	if (stdout.isTTY) stdout.write('\r\x1b[K');
}

function describe({ taskId, status, percent }: SeenTask): string {
	return `  task ${taskId}: ${percent === null ? status : `${percent} %`}`;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	try {
		await sleep(milliseconds, undefined, { signal });
	} catch {
		// Ended early.
	}
}

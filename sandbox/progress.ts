import { setTimeout as delay } from 'node:timers/promises';

import type { TaskStatus, Service } from './service';

/**
 * Prints the progress of the next new task until `work` is done. On a terminal one line is updated;
 * in a log each change is a new line.
 */
export async function showTaskProgress<T>(service: Service, work: Promise<T>): Promise<T> {
	const controller = new AbortController();
	const printing = printProgress(service, controller.signal);
	try {
		return await work;
	} finally {
		controller.abort();
		await printing;
	}
}

async function printProgress(service: Service, signal: AbortSignal): Promise<void> {
	const before = (await service.newestTask())?.taskId ?? 0;
	const { stdout } = process;
	let printed = '';
	while (!signal.aborted) {
		const task = await service.newestTask();
		const line = task && task.taskId > before ? describe(task) : '';
		if (line !== printed) stdout.write(stdout.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
		printed = line;
		await interruptibleDelay(service.pollIntervalMs, signal);
	}
	if (stdout.isTTY) stdout.write('\r\x1b[K');
}

function describe({ taskId, status, percent }: TaskStatus): string {
	return `  task ${taskId}: ${percent === null ? status : `${percent} %`}`;
}

async function interruptibleDelay(milliseconds: number, signal: AbortSignal): Promise<void> {
	try {
		await delay(milliseconds, undefined, { signal });
	} catch {
		// The delay was aborted.
	}
}

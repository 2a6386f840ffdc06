import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { LoggerProxy, type LogMetadata, type Logger as WorkflowLogger } from 'n8n-workflow';
import { AsyncLocalStorage } from 'node:async_hooks';

export interface LogLine {
	level: keyof WorkflowLogger;
	message: string;
	meta?: LogMetadata;
}

const current = new AsyncLocalStorage<LogLine[]>();

const write = (level: LogLine['level']) => (message: string, meta?: LogMetadata) => {
	current.getStore()?.push({ level, message, meta });
};

const logger = {
	error: write('error'),
	warn: write('warn'),
	info: write('info'),
	debug: write('debug'),
	scoped: () => logger,
};

/** Replaces n8n's logger with one that prints nothing. `capturing` collects its lines. */
export function installLogger() {
	Container.set(Logger, logger as unknown as Logger);
	// The engine logs every step of an execution on this level.
	LoggerProxy.init({ ...logger, debug: () => {} });
}

/** Runs `work`. Every line that it logs, also later, goes to `lines`. Parallel runs are separated. */
export const capturing = <T>(lines: LogLine[], work: () => T): T => current.run(lines, work);

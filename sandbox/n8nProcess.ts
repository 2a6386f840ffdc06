import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const n8nScript = join(__dirname, 'node_modules', 'n8n', 'bin', 'n8n');
const stopLimitMs = 15_000;

export interface N8nProcess {
	/** Undefined while it runs; afterwards its exit code, or the signal that ended it. */
	ending: () => number | NodeJS.Signals | undefined;
	/** All that it printed so far. */
	log: () => string;
	/** Ends it and every process it started, politely first. */
	stop: () => Promise<void>;
	/** Ends them all without a warning, as a crash does. */
	kill: () => Promise<void>;
}

export interface N8nCommand {
	/** n8n's own command, e.g. ['start']. */
	args: string[];
	env: NodeJS.ProcessEnv;
	logFile: string;
}

/** Runs the sandbox's n8n in a process group of its own, which ends with this process whatever happens. */
export function spawnN8n({ args, env, logFile }: N8nCommand): N8nProcess {
	if (!existsSync(n8nScript)) {
		throw new Error('n8n is not installed in sandbox/: npm test and npm start install it');
	}
	const log = openSync(logFile, 'a');
	const guard = ['--require', join(__dirname, 'endWithParent.cjs')];
	const child = spawn(process.execPath, [...guard, n8nScript, ...args], {
		env,
		detached: true,
		stdio: ['ignore', log, log, 'ipc'],
	});
	closeSync(log);
	child.channel?.unref();
	const ended = once(child, 'exit');
	const ending = () => child.exitCode ?? child.signalCode ?? undefined;
	const kill = async () => {
		killGroup(child.pid);
		if (ending() === undefined) await ended;
	};

	return {
		ending,
		kill,
		log: () => readFileSync(logFile, 'utf8'),
		stop: async () => {
			if (ending() === undefined) {
				child.kill('SIGTERM');
				await Promise.race([ended, sleep(stopLimitMs, undefined, { ref: false })]);
			}
			await kill();
		},
	};
}

function killGroup(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// The whole group has ended already.
	}
}

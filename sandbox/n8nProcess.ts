import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { sandboxN8n, scriptOf, type N8nInstallation } from './installation';

const stopLimitMs = 15_000;

export interface N8nProcess {
	/** Also the id of its process group. */
	pid: number;
	/** The exit code, or the signal that ended the process. undefined while it is running. */
	exitStatus: () => number | NodeJS.Signals | undefined;
	/** Everything that it has printed so far. */
	log: () => string;
	/** Stops it and all processes that it has started: first with SIGTERM, then with SIGKILL. */
	stop: () => Promise<void>;
	/** Kills it and all processes that it has started with SIGKILL, like a crash. */
	kill: () => Promise<void>;
}

export interface N8nCommand {
	/** Arguments for n8n, e.g. ['start']. */
	args: string[];
	env: NodeJS.ProcessEnv;
	logFile: string;
	/** The sandbox's by default. */
	installation?: N8nInstallation;
}

/** Runs n8n in its own process group. The group always ends together with this process. */
export function spawnN8n({
	args,
	env,
	logFile,
	installation = sandboxN8n,
}: N8nCommand): N8nProcess {
	const { node, environment } = installation;
	const n8nScript = scriptOf(installation);
	if (!existsSync(n8nScript)) {
		throw new Error(`${n8nScript} does not exist. npm test and npm start install n8n.`);
	}
	const log = openSync(logFile, 'a');
	const guard = ['--require', join(__dirname, 'endWithParent.cjs')];
	const child = spawn(node, [...guard, n8nScript, ...args], {
		env: { ...env, ...environment },
		detached: true,
		stdio: ['ignore', log, log, 'ipc'],
	});
	closeSync(log);
	child.channel?.unref();
	const { pid } = child;
	if (pid === undefined) throw new Error(`${node} could not be started`);
	const exited = once(child, 'exit');
	const exitStatus = () => child.exitCode ?? child.signalCode ?? undefined;
	const kill = async () => {
		killGroup(pid);
		if (exitStatus() === undefined) await exited;
	};

	return {
		pid,
		exitStatus,
		kill,
		log: () => readFileSync(logFile, 'utf8'),
		stop: async () => {
			if (exitStatus() === undefined) {
				child.kill('SIGTERM');
				await Promise.race([exited, delay(stopLimitMs, undefined, { ref: false })]);
			}
			await kill();
		},
	};
}

function killGroup(pid: number): void {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// The whole group has ended already.
	}
}

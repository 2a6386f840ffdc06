import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * The programs that this process is running at the moment.
 *
 * @type {Set<import('node:child_process').ChildProcess>}
 */
export const runningChildren = new Set();

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A program that runs quietly is killed this long after a signal. */
const killAfterMs = 2_000;

let interruption;

/** The exit code for the signal that this process has received. undefined if there was none. */
export function exitCodeOfInterruption() {
	return interruption && exitCodeOf(null, interruption);
}

/**
 * From now on signals are forwarded to the running programs. If there is none, a signal ends this process.
 */
export function forwardSignals() {
	for (const signal of signals) process.on(signal, () => forward(signal));
	endWithNpm();
}

function forward(signal) {
	interruption = signal;
	if (runningChildren.size === 0) process.exit(exitCodeOf(null, signal));
	for (const child of runningChildren) {
		// The terminal itself sends Ctrl-C to all its processes.
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		// On a signal npm would first revert a long installation. The next run repairs an incomplete one anyway.
		if (child.stdout) setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
	}
}

/** npm starts this process through a shell. On a signal that shell ends without forwarding it to this process. */
function endWithNpm() {
	if (!process.env.npm_lifecycle_event) return;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		forward('SIGTERM');
	}, 500);
	timer.unref();
}

/** A program's exit code, as in a shell: 128 + n if signal n ended it. */
function exitCodeOf(code, signal) {
	return code ?? 128 + (constants.signals[signal] ?? 0);
}

/**
 * Runs a program with the terminal of this process. Resolves to its exit code.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function run(file, args, options) {
	return waitForExit(spawn(file, args, { ...options, stdio: 'inherit' }));
}

/**
 * Runs a program quietly. Resolves to its exit code and the end of its output.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, timeout?: number }} options timeout in ms
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runQuietly(file, args, options) {
	const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
	}
	return { code: await waitForExit(child), output };
}

function waitForExit(child) {
	runningChildren.add(child);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve(exitCodeOf(code, signal)));
	}).finally(() => runningChildren.delete(child));
}

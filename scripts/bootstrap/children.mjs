import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * The programs that this process runs at the moment.
 *
 * @type {Set<import('node:child_process').ChildProcess>}
 */
export const running = new Set();

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How long a program that runs quietly may go on after a signal. */
const patienceMs = 2_000;

let interruption;

/** The exit code that stands for the signal this process has got; undefined without one. */
export function exitCodeOfInterruption() {
	return interruption && exitCodeOf(null, interruption);
}

/**
 * From now on a signal to this process goes to the programs it runs, which end in their own way;
 * with nothing running it ends this process.
 */
export function passSignalsOn() {
	for (const signal of signals) process.on(signal, () => passOn(signal));
	endWithNpm();
}

function passOn(signal) {
	interruption = signal;
	if (running.size === 0) process.exit(exitCodeOf(null, signal));
	for (const child of running) {
		// Ctrl-C reaches every process of the terminal by itself.
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		// npm would first undo a minute's work; the next run repairs what is left behind.
		if (child.stdout) setTimeout(() => child.kill('SIGKILL'), patienceMs).unref();
	}
}

/** npm passes a signal to the shell between us, and that shell ends without passing it on. */
function endWithNpm() {
	if (!process.env.npm_lifecycle_event) return;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		passOn('SIGTERM');
	}, 500);
	timer.unref();
}

/** A program's exit code as shells count it: 128 + n when signal n ended it. */
function exitCodeOf(code, signal) {
	return code ?? 128 + (constants.signals[signal] ?? 0);
}

/**
 * Runs a program on this process's terminal and resolves to its exit code.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function run(file, args, options) {
	return ended(spawn(file, args, { ...options, stdio: 'inherit' }));
}

/**
 * Runs a program quietly and resolves to its exit code and the end of what it printed.
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
	return { code: await ended(child), output };
}

function ended(child) {
	running.add(child);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve(exitCodeOf(code, signal)));
	}).finally(() => running.delete(child));
}

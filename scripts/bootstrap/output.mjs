/**
 * A set-up step has failed, and the user can fix the cause. The message says how.
 * `output` is the output of the failed program.
 */
export class SetupError extends Error {
	constructor(message, output = '') {
		super(message);
		this.output = output.trim();
	}
}

/** Prints a message for the user on stderr. */
export function print(text) {
	process.stderr.write(`${text}\n`);
}

const logIntervalMs = 15_000;

/**
 * Prints the progress of long work: on a terminal one line that is updated every second, in a log
 * one line every 15 seconds.
 *
 * @template T
 * @param {string} title name of the work
 * @param {() => string} progress e.g. "120 of 900 packages"; empty if unknown
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showProgress(title, progress, work) {
	const onTerminal = Boolean(process.stderr.isTTY) && !process.env.CI;
	const startedAt = Date.now();
	const state = () =>
		[progress(), `${Math.round((Date.now() - startedAt) / 1000)} s`].filter(Boolean).join(', ');

	print(`${title} …`);
	const timer = setInterval(
		() => (onTerminal ? process.stderr.write(`\r\x1b[K  ${state()}`) : print(`  ${state()}`)),
		onTerminal ? 1000 : logIntervalMs,
	);
	const finish = (outcome) => {
		clearInterval(timer);
		if (onTerminal) process.stderr.write('\r\x1b[K');
		print(`  ${outcome} after ${state()}`);
	};
	try {
		const result = await work();
		finish('done');
		return result;
	} catch (error) {
		finish('failed');
		throw error;
	}
}

/**
 * A set-up step failed in a way that the user can do something about; the message says what.
 * `output` is what the program that failed had to say.
 */
export class SetupError extends Error {
	constructor(message, output = '') {
		super(message);
		this.output = output.trim();
	}
}

/** One line (or block) for the person who watches, on stderr. */
export function say(text) {
	process.stderr.write(`${text}\n`);
}

const logIntervalMs = 15_000;

/**
 * Shows that a long piece of work goes on: on a terminal one line that renews itself every
 * second, in a log one line every 15 seconds.
 *
 * @template T
 * @param {string} title what is being done
 * @param {() => string} howFar how far it is, e.g. "120 of 900 packages"; empty when unknown
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showProgress(title, howFar, work) {
	const onTerminal = Boolean(process.stderr.isTTY) && !process.env.CI;
	const startedAt = Date.now();
	const state = () =>
		[howFar(), `${Math.round((Date.now() - startedAt) / 1000)} s`].filter(Boolean).join(', ');

	say(`${title} …`);
	const timer = setInterval(
		() => (onTerminal ? process.stderr.write(`\r\x1b[K  ${state()}`) : say(`  ${state()}`)),
		onTerminal ? 1000 : logIntervalMs,
	);
	const finish = (word) => {
		clearInterval(timer);
		if (onTerminal) process.stderr.write('\r\x1b[K');
		say(`  ${word} after ${state()}`);
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

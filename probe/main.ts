/** `npm run probe`: what the real service does, for anyone with a key. */
import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { OptionError, readOptions, usage } from './probeOptions';
import { runProbe, type Person } from './runProbe';

const say = (text: string) => void process.stderr.write(`${text}\n`);

async function confirm(question: string): Promise<boolean> {
	if (!process.stdin.isTTY) {
		say('Nobody can be asked here. --yes agrees in advance.');
		return false;
	}
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	// Ctrl-C at the question is a no.
	const answer = await terminal.question(question).catch(() => '');
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

/** After Ctrl-C nothing new begins, and the report has what was seen so far. */
function pausesUntilInterrupted(): Person['pauses'] {
	const interruption = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			say('Interrupted. The report follows; tasks that were created go on at the service.');
			interruption.abort();
		});
	}
	const { signal } = interruption;
	return {
		sleep: async (ms) => await delay(ms, undefined, { signal }).catch(() => undefined),
		isInterrupted: () => signal.aborted,
	};
}

async function main(): Promise<number> {
	const args = process.argv.slice(2);
	if (args.includes('--help')) {
		say(usage);
		return 0;
	}
	try {
		const options = readOptions(args, process.env);
		const isDone = await runProbe(options, { say, confirm, pauses: pausesUntilInterrupted() });
		if (!isDone) say('Nothing was sent.');
		return isDone ? 0 : 1;
	} catch (error) {
		if (!(error instanceof OptionError)) throw error;
		say(`${error.message}\n\n${usage}`);
		return 2;
	}
}

void main().then((code) => {
	process.exitCode = code;
});

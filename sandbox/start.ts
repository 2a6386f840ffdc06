/** `npm start`: a real n8n with this package, ready to be looked at. See `--help`. */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';

import { bringExamples, runExample, say, type DemoResult } from './demo';
import { emulatorService } from './emulatorService';
import { startN8n } from './n8n';
import { root } from './paths';
import { realService } from './realService';
import type { Service } from './service';

const usage = `npm start -- [options]

  --once      end after the first example; the last line of output is one JSON object
  --port N    port of n8n's editor (a free one by default)
  --speed X   how many times faster than the real service the emulator is (3 by default)

With OHMYGPT_API_KEY in the environment the real service is used instead of the emulator;
OHMYGPT_BASE_URL and OHMYGPT_MODE (FAST or NORMAL) say more about it.`;

interface Options {
	once: boolean;
	port?: number;
	speed: number;
}

function readOptions(): Options | undefined {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			port: { type: 'string' },
			speed: { type: 'string', default: '3' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return undefined;
	const speed = positive('--speed', values.speed);
	const port = values.port === undefined ? {} : { port: positive('--port', values.port) };
	return { once: values.once, speed, ...port };
}

function positive(option: string, text: string): number {
	const value = Number(text);
	if (!(value > 0)) throw new Error(`${option} needs a number greater than 0, not "${text}"`);
	return value;
}

/** Resolves at the first signal to end. A later one, if the end takes long, ends at once. */
function signalToEnd(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		let firstAt = 0;
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				// npm and the terminal both send the signal of one Ctrl-C.
				if (firstAt > 0 && performance.now() - firstAt > 1000) process.exit(130);
				firstAt ||= performance.now();
				resolve(signal);
			});
		}
	});
}

class Interrupted extends Error {}

async function chooseService(speed: number): Promise<Service> {
	const { OHMYGPT_API_KEY: apiKey, OHMYGPT_BASE_URL, OHMYGPT_MODE } = process.env;
	if (!apiKey) return await emulatorService(speed);
	return realService({
		apiKey,
		...(OHMYGPT_BASE_URL && { baseUrl: OHMYGPT_BASE_URL }),
		...(OHMYGPT_MODE && { mode: OHMYGPT_MODE }),
	});
}

/** Brings everything up and runs the first example; what was started is added to `started`. */
async function bringUp(options: Options, started: Array<() => Promise<void>>): Promise<DemoResult> {
	const service = await chooseService(options.speed);
	started.push(() => service.stop());
	service.introduction.forEach(say);
	say('Starting n8n (about 15 seconds) …');
	const n8n = await startN8n(options);
	started.push(() => n8n.stop());
	const [first] = await bringExamples(n8n, service);
	if (!first) throw new Error('There is no example');
	const result = await runExample(n8n, service, first);
	say(`Done in ${result.seconds} s. Pictures:`);
	result.images.forEach((path) => say(`  ${relative(root, path)}`));
	if (!options.once) {
		say(
			`\nThe editor: ${n8n.url}\n  e-mail    ${n8n.owner.email}\n  password  ${n8n.owner.password}`,
		);
		service.introduction.forEach(say);
		say('Everything stays up until Ctrl-C.');
	}
	return result;
}

async function main(options: Options): Promise<number> {
	const signal = signalToEnd();
	const started: Array<() => Promise<void>> = [];
	let exitCode = 0;
	let closingLine: object;
	try {
		const interruption = signal.then((name): never => {
			throw new Interrupted(`Interrupted by ${name}`);
		});
		const result = await Promise.race([bringUp(options, started), interruption]);
		closingLine = { ok: true, ...result };
		if (!options.once) await signal;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		closingLine = { ok: false, error: message };
		if (!options.once) say(`\n${message}`);
		exitCode = error instanceof Interrupted ? 130 : 1;
	}
	if (!options.once) say('Stopping …');
	for (const stop of started.reverse()) await stop();
	if (options.once) say(JSON.stringify(closingLine));
	return exitCode;
}

async function run(): Promise<number> {
	try {
		const options = readOptions();
		if (options) return await main(options);
		say(usage);
		return 0;
	} catch (error) {
		say(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
		return 2;
	}
}

void run().then((code) => process.exit(code));

/** `npm start`: starts a real n8n with this package and the examples. See `--help`. */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';

import { importExamples, runExample, print, type DemoResult } from './demo';
import { serviceNames, type ServiceName } from '../nodes/Midjourney/service/features';
import { emulatorService } from './emulatorService';
import { startN8n } from './n8n';
import { usesService } from './examples';
import { root } from './paths';
import { realService } from './realService';
import type { Service } from './service';

const usage = `npm start -- [options]

  --service S  ohmygpt (default) or proxy: which service the emulator is, and which example runs first
  --once      exit after the first example; the last line of output is one JSON object
  --port N    port of n8n's editor (default: a free port)
  --speed X   speed of the emulator, 1 is that of the real service (default 3)

If OHMYGPT_API_KEY is set in the environment, the real service is used instead of the emulator.
OHMYGPT_BASE_URL and OHMYGPT_MODE (FAST or NORMAL) are its settings.`;

interface Options {
	once: boolean;
	port?: number;
	speed: number;
	service: ServiceName;
}

function readOptions(): Options | undefined {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			port: { type: 'string' },
			speed: { type: 'string', default: '3' },
			service: { type: 'string', default: 'ohmygpt' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return undefined;
	const speed = positive('--speed', values.speed);
	const port = values.port === undefined ? {} : { port: positive('--port', values.port) };
	return { once: values.once, speed, service: serviceNamed(values.service), ...port };
}

/** `proxy` is short for the service's whole name. */
function serviceNamed(text: string): ServiceName {
	const found = serviceNames.find((name) => name.toLowerCase().endsWith(text.toLowerCase()));
	if (found === undefined) throw new Error(`--service needs ohmygpt or proxy, not "${text}"`);
	return found;
}

function positive(option: string, text: string): number {
	const value = Number(text);
	if (!(value > 0)) throw new Error(`${option} needs a number greater than 0, not "${text}"`);
	return value;
}

/** Resolves at the first signal to stop. A second signal, at least one second later, ends the process immediately. */
function stopSignal(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		let firstAt = 0;
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				// For one Ctrl-C both npm and the terminal send a signal.
				if (firstAt > 0 && performance.now() - firstAt > 1000) process.exit(130);
				firstAt ||= performance.now();
				resolve(signal);
			});
		}
	});
}

class Interrupted extends Error {}

async function chooseService({ speed, service }: Options): Promise<Service> {
	const { OHMYGPT_API_KEY: apiKey, OHMYGPT_BASE_URL, OHMYGPT_MODE } = process.env;
	if (!apiKey || service !== 'ohMyGpt') return await emulatorService(speed, service);
	return realService({
		apiKey,
		...(OHMYGPT_BASE_URL && { baseUrl: OHMYGPT_BASE_URL }),
		...(OHMYGPT_MODE && { mode: OHMYGPT_MODE }),
	});
}

/** Starts everything and runs the first example. Adds a stop function to `stops` for each thing that it starts. */
async function startAll(options: Options, stops: Array<() => Promise<void>>): Promise<DemoResult> {
	const service = await chooseService(options);
	stops.push(() => service.stop());
	service.introduction.forEach(print);
	print('Starting n8n (about 15 seconds) …');
	const n8n = await startN8n(options);
	stops.push(() => n8n.stop());
	const examples = await importExamples(n8n, service);
	const first = examples.find(({ workflow }) => usesService(workflow, service.name));
	if (!first) throw new Error('There is no example');
	const result = await runExample(n8n, service, first);
	print(`Done in ${result.seconds} s. Images:`);
	result.images.forEach((path) => print(`  ${relative(root, path)}`));
	if (!options.once) {
		print(
			`\nThe editor: ${n8n.url}\n  e-mail    ${n8n.owner.email}\n  password  ${n8n.owner.password}`,
		);
		service.introduction.forEach(print);
		print('Press Ctrl-C to stop.');
	}
	return result;
}

async function main(options: Options): Promise<number> {
	const signal = stopSignal();
	const stops: Array<() => Promise<void>> = [];
	let exitCode = 0;
	let closingLine: object;
	try {
		const interruption = signal.then((name): never => {
			throw new Interrupted(`Interrupted by ${name}`);
		});
		const result = await Promise.race([startAll(options, stops), interruption]);
		closingLine = { ok: true, ...result };
		if (!options.once) await signal;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		closingLine = { ok: false, error: message };
		if (!options.once) print(`\n${message}`);
		exitCode = error instanceof Interrupted ? 130 : 1;
	}
	if (!options.once) print('Stopping …');
	for (const stop of stops.reverse()) await stop();
	if (options.once) print(JSON.stringify(closingLine));
	return exitCode;
}

async function run(): Promise<number> {
	try {
		const options = readOptions();
		if (options) return await main(options);
		print(usage);
		return 0;
	} catch (error) {
		print(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
		return 2;
	}
}

void run().then((code) => process.exit(code));

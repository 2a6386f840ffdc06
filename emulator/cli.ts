import { parseArgs } from 'node:util';
import { proxyVariants } from './proxy/variant';
import { startEmulator, type Emulator, type EmulatorOptions } from './server';

const usage = `Usage: npm run emulator -- [options]

  --port N            port to listen on (default: a free one)
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --speed X           divides every duration (default 1)
  --latency MS        milliseconds added to every request
  --duration MIN-MAX  seconds that every task takes, e.g. 5-10
  --seed N            seed for durations and job ids (default 1)
  --tile PIXELS       side of a tile at 1:1 (default 512)
  --variant NAME      program below /mj: ${proxyVariants.join(', ')}
  --json              prints only one JSON line when the emulator is ready
`;

const number = (name: string, text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
		throw new Error(`--${name} needs a number, not "${text}"`);
	}
	return value;
};

const range = (text: string | undefined): EmulatorOptions['durationSeconds'] => {
	if (text === undefined) return undefined;
	const match = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/.exec(text);
	if (!match) throw new Error(`--duration needs seconds as N or MIN-MAX, not "${text}"`);
	return { min: Number(match[1]), max: Number(match[2] ?? match[1]) };
};

const variant = (text: string | undefined): EmulatorOptions['proxyVariant'] => {
	const known = proxyVariants.find((each) => each === text);
	if (text !== undefined && known === undefined) {
		throw new Error(`--variant must be one of ${proxyVariants.join(', ')}, not "${text}"`);
	}
	return known;
};

function readArguments(): { help: boolean; json: boolean; options: EmulatorOptions } {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			host: { type: 'string' },
			speed: { type: 'string' },
			latency: { type: 'string' },
			duration: { type: 'string' },
			seed: { type: 'string' },
			tile: { type: 'string' },
			variant: { type: 'string' },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const options = {
		port: number('port', values.port),
		host: values.host,
		speed: number('speed', values.speed),
		latencyMs: number('latency', values.latency),
		durationSeconds: range(values.duration),
		seed: number('seed', values.seed),
		tileSize: number('tile', values.tile),
		proxyVariant: variant(values.variant),
	};
	if (options.speed === 0) throw new Error('--speed must be greater than 0');
	const given = Object.entries(options).filter(([, value]) => value !== undefined);
	return { help: values.help, json: values.json, options: Object.fromEntries(given) };
}

function startMessage(emulator: Emulator, speed: number, proxyVariant: string): string {
	return [
		`OhMyGPT emulator, at ${speed} times the real speed. Press Ctrl-C to stop.`,
		`  page            ${emulator.url}/`,
		`  API             ${emulator.apiBaseUrl}`,
		`  object storage  ${emulator.contentBaseUrl}`,
		`  image proxy     ${emulator.imageProxyBaseUrl}`,
		`  second wire     ${emulator.url}/mj (midjourney-proxy, ${proxyVariant})`,
		`  control         ${emulator.url}/_emulator/`,
		`  API key         ${emulator.keys.user}`,
		`  admin key       ${emulator.keys.admin}`,
		'',
	].join('\n');
}

async function main(): Promise<void> {
	const { help, json, options } = readArguments();
	if (help) {
		process.stdout.write(usage);
		return;
	}
	const emulator = await startEmulator(options);
	const { url, apiBaseUrl, contentBaseUrl, imageProxyBaseUrl, keys } = emulator;
	const speed = options.speed ?? 1;
	const proxyVariant = options.proxyVariant ?? 'plus';
	if (!json) process.stdout.write(startMessage(emulator, speed, proxyVariant));
	const ready = {
		ok: true,
		url,
		apiBaseUrl,
		contentBaseUrl,
		imageProxyBaseUrl,
		pageUrl: `${url}/`,
		controlUrl: `${url}/_emulator`,
		keys,
		speed,
		proxyVariant,
	};
	process.stdout.write(`${JSON.stringify(ready)}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	process.exit(1);
});

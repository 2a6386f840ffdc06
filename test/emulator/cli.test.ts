import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { request } from 'undici';

const cli = (...flags: string[]) =>
	spawn(process.execPath, ['--import', 'tsx', 'emulator/cli.ts', ...flags], { stdio: 'pipe' });

interface Ready {
	ok: boolean;
	url: string;
	pageUrl: string;
	controlUrl: string;
	speed: number;
	keys: Record<string, string>;
}

it('prints one JSON line when it is ready, handles requests, and exits with code 0 on SIGTERM', async () => {
	const child = cli(
		'--json',
		'--speed',
		'3',
		'--duration',
		'5-10',
		'--latency',
		'1',
		'--variant',
		'new-api',
	);
	const ended = once(child, 'exit');
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	const ready = JSON.parse(String((await lines.next()).value)) as Ready;
	expect(ready).toMatchObject({ ok: true, speed: 3, pageUrl: `${ready.url}/` });
	expect(ready.keys.user).toMatch(/^sk-[A-Za-z0-9]{48}$/);
	const { body } = await request(`${ready.controlUrl}/settings`);
	expect(await body.json()).toMatchObject({
		speed: 3,
		latencyMs: 1,
		proxyVariant: 'new-api',
		durationSeconds: { min: 5, max: 10 },
	});
	child.kill('SIGTERM');
	expect(await ended).toEqual([0, null]);
	expect((await lines.next()).done).toBe(true);
}, 20_000);

it.each([
	['a speed of 0', ['--speed', '0']],
	['a port that is not a number', ['--port', 'x']],
	['a duration that is not a number', ['--duration', 'long']],
	['a variant that does not exist', ['--variant', 'newest']],
	['an unknown flag', ['--fast']],
])(
	'rejects %s and prints the usage',
	async (_label, flags) => {
		const child = cli(...flags);
		let errors = '';
		child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
		expect(await once(child, 'close')).toEqual([1, null]);
		expect(errors).toContain('Usage: npm run emulator');
	},
	20_000,
);

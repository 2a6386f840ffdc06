import { sleep } from 'n8n-workflow';
import { createHash, pbkdf2, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainPicture } from './pictures';
import { simulateTime, type SimulatedTime } from './simulatedTime';
import { until } from './until';

const RealDate = Date;
const realTimeout = setTimeout;
let time: SimulatedTime;
let server: Server;
let url: string;
let answer = async (): Promise<string | Buffer> => 'yes';

beforeEach(async () => {
	time = simulateTime();
	server = createServer((request, response) => {
		request.resume().on('end', () => void answer().then((body) => response.end(body)));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(async () => {
	server.closeAllConnections();
	await new Promise((closed) => server.close(closed));
	time.stop();
});

/** Keeps the event loop from turning, in real time. */
function stall(ms: number) {
	const end = process.hrtime.bigint() + BigInt(ms) * 1_000_000n;
	while (process.hrtime.bigint() < end);
}

/** Simulated milliseconds that the work takes. */
async function measured(work: () => Promise<unknown>): Promise<number> {
	const start = Date.now();
	await work();
	return Date.now() - start;
}

test.each([
	['setTimeout', async () => await new Promise((done) => setTimeout(done, 3_600_000))],
	['a promisified setTimeout', async () => await promisify(setTimeout)(3_600_000)],
	["n8n's sleep", async () => await sleep(3_600_000)],
	["n8n's sleep with a signal", async () => await sleep(3_600_000, new AbortController().signal)],
])('%s of an hour lasts exactly an hour', async (_name, wait) => {
	expect(await measured(wait)).toBe(3_600_000);
});

test('timers fire by time, and equal ones in the order in which they were set', async () => {
	const fired: string[] = [];
	for (const [name, ms] of Object.entries({ c: 20, a: 10, d: 20, b: 10 })) {
		setTimeout((text: string) => void fired.push(text), ms, name);
	}
	await sleep(100);
	expect(fired).toEqual(['a', 'b', 'c', 'd']);
});

test('between two equal timers everything happens that the first has caused', async () => {
	const seen: string[] = [];
	const visit = async (name: string) => {
		seen.push(`${name} begins`);
		await (await fetch(url)).text();
		seen.push(`${name} ends`);
	};
	setTimeout(() => void visit('a'), 10);
	setTimeout(() => void visit('b'), 10);
	await sleep(20);
	expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('an interval fires again and again until it is cleared, and a cleared timer does not fire', async () => {
	let ticks = 0;
	const interval = setInterval(() => {
		ticks += 1;
		if (ticks === 3) clearInterval(interval);
	}, 10_000);
	setInterval(() => {}, 1_000_000).unref();
	clearTimeout(setTimeout(() => (ticks += 100), 1_000));
	await sleep(100_000);
	expect(ticks).toBe(3);
	expect(time.timers()).toBe(0);
});

test('a timer lasts a millisecond at least', async () => {
	expect(await measured(async () => await new Promise((done) => setTimeout(done, 0.4)))).toBe(1);
});

test('performance.now and new Date show the same time', async () => {
	const before = performance.now();
	await sleep(30_000);
	expect(performance.now() - before).toBe(30_000);
	expect(new Date().getTime()).toBe(Date.now());
	expect(new Date()).toBeInstanceOf(RealDate);
	expect(new RealDate()).toBeInstanceOf(Date);
	expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
});

test('the real time comes back', () => {
	time.stop();
	expect(Date).toBe(RealDate);
	expect(setTimeout).toBe(realTimeout);
});

test('random numbers follow from the seed', () => {
	time.seed(7);
	const first = [Math.random(), Math.random()];
	time.seed(7);
	expect([Math.random(), Math.random()]).toEqual(first);
	for (const each of first) expect(each >= 0 && each < 1).toBe(true);
	time.seed(8);
	expect(Math.random()).not.toBe(first[0]);
});

describe('the clock is stopped while something goes on', () => {
	/** Sets a timer, does the work, and returns how far the clock has gone. */
	async function moved(work: () => Promise<unknown>): Promise<number> {
		setTimeout(() => {}, 1);
		return await measured(work);
	}

	const large = 20 * 1024 * 1024;
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'simulated-time-'));
	});
	afterAll(async () => await rm(folder, { recursive: true }));

	const works: Record<string, () => Promise<unknown>> = {
		'a request is answered': async () => await (await fetch(url)).text(),
		'a request of node:http is answered': async () =>
			await new Promise((done) => get(url, (response) => response.resume().on('end', done))),
		'a large body is sent': async () =>
			await (await fetch(url, { method: 'POST', body: Buffer.alloc(large) })).text(),
		'a large answer comes': async () => {
			answer = async () => Buffer.alloc(large);
			expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(large);
		},
		'many requests are answered': async () =>
			await Promise.all(Array.from({ length: 50 }, async () => await (await fetch(url)).text())),
		'a connection is cut': async () => {
			server.once('request', (_request, response) => response.socket?.resetAndDestroy());
			await expect(fetch(url)).rejects.toThrow('fetch failed');
		},
		'nothing listens': async () =>
			await expect(fetch('http://127.0.0.1:1/')).rejects.toThrow('fetch failed'),
		'a file is written and read': async () => {
			await writeFile(join(folder, 'file'), Buffer.alloc(large));
			expect((await readFile(join(folder, 'file'))).length).toBe(large);
		},
		'an image is drawn': async () => await plainPicture('red', 'png', 2048),
		'a key is derived': async () => await promisify(pbkdf2)('a', 'b', 300_000, 32, 'sha256'),
		'random bytes are drawn': async () => await promisify(randomBytes)(large),
		'a digest is made': async () => await crypto.subtle.digest('SHA-256', Buffer.alloc(large)),
		'immediates follow each other': async () => {
			for (let i = 0; i < 50; i++) await new Promise(setImmediate);
		},
		'the event loop is stalled': async () => {
			stall(50);
			createHash('sha256').update(Buffer.alloc(large)).digest();
		},
	};

	test.each(Object.entries(works))('%s', async (_, work) => {
		answer = async () => 'yes';
		expect(await moved(work)).toBe(0);
	});
});

test('the clock moves while a server waits for its time', async () => {
	answer = async () => {
		await sleep(60_000);
		return 'late';
	};
	expect(await measured(async () => await (await fetch(url)).text())).toBe(60_000);
	answer = async () => 'yes';
});

test('the clock moves while a client does not read on', async () => {
	answer = async () => Buffer.alloc(50 * 1024 * 1024);
	const response = await new Promise<NodeJS.ReadableStream>((come) => get(url, come));
	await sleep(60_000);
	const lasted = measured(async () => {
		for await (const piece of response) expect(piece.length).toBeGreaterThan(0);
	});
	expect(await lasted).toBe(0);
	answer = async () => 'yes';
});

describe('a condition', () => {
	test('is seen to hold at the very moment', async () => {
		let isThere = false;
		setTimeout(() => (isThere = true), 12_345);
		setTimeout(() => {}, 12_346);
		expect(await measured(async () => await until('it is there', () => isThere))).toBe(12_345);
	});

	test('may ask a server, and what follows happens before the clock moves on', async () => {
		let count = 0;
		answer = async () => String(count);
		const interval = setInterval(() => count++, 100);
		const isThree = async () => (await (await fetch(url)).text()) === '3';
		expect(await measured(async () => await until('three', isThree))).toBe(300);
		expect(await (await fetch(url)).text()).toBe('3');
		clearInterval(interval);
		answer = async () => 'yes';
	});

	test('may wait itself', async () => {
		let checks = 0;
		const work = async () => {
			await sleep(500);
			return ++checks === 3;
		};
		expect(await measured(async () => await until('three checks', work))).toBe(1_500);
	});

	test('lets the time pass if nothing else is waited for', async () => {
		const end = Date.now() + 10_000;
		await until('ten seconds have passed', () => Date.now() >= end);
		expect(Date.now()).toBe(end);
	});

	test('is given up after its limit, by the clock', async () => {
		const waiting = measured(async () => {
			await expect(until('never', () => false, 5_000)).rejects.toThrow('Waited in vain: never');
		});
		expect(await waiting).toBe(5_000);
	});

	test('that throws ends the wait', async () => {
		const broken = () => {
			throw new Error('broken');
		};
		await expect(until('never', broken)).rejects.toThrow('broken');
	});
});

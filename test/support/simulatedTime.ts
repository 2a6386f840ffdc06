import { createClock } from '@sinonjs/fake-timers';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { setImmediate, setTimeout as realTimeout } from 'node:timers';
import { promisify } from 'node:util';
import type { TimeSource } from '../../emulator/clock';
import { watchActivity } from './activity';

export interface SimulatedTime {
	/** For what is given its time instead of reading the globals. */
	source: Required<TimeSource>;
	/** Timers that are set and have neither fired nor been cleared. Intervals do not count. */
	timers(): number;
	/** Waits until the condition holds. It is checked before the clock moves on, and every second by the clock. */
	until(what: string, condition: () => unknown, limitMs: number): Promise<unknown>;
	/** Starts Math.random again from a seed. */
	seed(value: number): void;
	/** Puts the real time back. Timers that are set never fire. */
	stop(): void;
}

interface Condition {
	what: string;
	holds: () => unknown;
	deadline: number;
	/** How many timers had fired when it was last checked. */
	checkedAt: number;
	isUnderWay: boolean;
	resolve(value: unknown): void;
	reject(error: unknown): void;
}

/** Where the clock stands at the start of each test file: the same day in most time zones. */
const epoch = Date.UTC(2026, 0, 1, 12);
/** So many turns of the event loop in a row must find nothing going on before the clock moves. */
const quietTurns = 3;
/** After so many busy turns the thread rests a moment between them, for the sake of other processes. */
const busyTurns = 200;
/** After so many busy turns, about ten seconds, a warning names what holds the clock. */
const suspiciousTurns = 3_000;
const checkMs = 1_000;

let current: SimulatedTime | undefined;

/** The simulated time of this test file, if it has one. */
export const simulatedTime = () => current;

/** Numbers from 0 up to 1 that follow from a seed: the generator "mulberry32". */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function replaceGlobals(values: Record<string, unknown>) {
	for (const [name, value] of Object.entries(values)) {
		Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
	}
}

/** As in Node: whole milliseconds, and one at least. */
const wholeMs = (ms: unknown) => Math.max(1, Math.trunc(Number(ms)) || 1);

/**
 * Replaces the time of a test file by a simulated one: setTimeout, setInterval, Date, performance.now and what is built
 * on them, like n8n's `sleep`. The clock is stopped while anything goes on in the process, and jumps to the next
 * timer when nothing does. Timers fire one at a time, each after all consequences of the one before; equal ones in
 * the order in which they were set. Math.random has a seed.
 *
 * Real are time limits that Node keeps itself: those of sockets and HTTP servers, AbortSignal.timeout, node:timers.
 */
export function simulateTime(): SimulatedTime {
	const clock = createClock(epoch);
	const activity = watchActivity();
	const { setTimeout, clearTimeout, setInterval, clearInterval, Date, performance } = globalThis;
	const real = { setTimeout, clearTimeout, setInterval, clearInterval, Date, performance };
	const realRandom = Math.random;

	const conditions = new Set<Condition>();
	const arrivals: Array<{ order: number; resolve: () => void }> = [];
	let events = 0;
	let isRunning = false;
	let isStopped = false;
	let quiet = 0;
	let busy = 0;

	/** Drives the clock until there is nothing to wait for. */
	function run(): void {
		if (isRunning || isStopped) return;
		isRunning = true;
		quiet = 0;
		busy = 0;
		next();
	}

	function next(): void {
		if (busy < busyTurns) setImmediate(turn);
		else realTimeout(turn, 1);
	}

	function turn(): void {
		if (isStopped) return;
		const reason = activity.current();
		quiet = reason === undefined ? quiet + 1 : 0;
		busy = reason === undefined ? 0 : busy + 1;
		if (busy === suspiciousTurns) {
			process.emitWarning(`The simulated clock has been held for long: ${reason}`);
		}
		try {
			if (quiet >= quietTurns) {
				quiet = 0;
				isRunning = step();
			}
		} finally {
			if (isRunning) next();
		}
	}

	/** Lets one thing happen. False if nothing is left that could. */
	function step(): boolean {
		arrivals.sort((a, b) => a.order - b.order);
		const first = arrivals.shift();
		if (first) {
			first.resolve();
			return true;
		}
		const due = [...conditions].filter((each) => !each.isUnderWay && each.checkedAt < events);
		if (due.length > 0) {
			for (const condition of due) void check(condition);
			return true;
		}
		if (clock.countTimers() === 0 && conditions.size === 0) return false;
		events++;
		moveOn();
		return true;
	}

	/** Moves the clock to the next timer, or a second on where a condition is waited for. */
	function moveOn(): void {
		const mark = conditions.size > 0 ? clock.setTimeout(() => {}, checkMs) : undefined;
		try {
			clock.next();
		} finally {
			clock.clearTimeout(mark);
		}
	}

	async function check(condition: Condition): Promise<void> {
		condition.checkedAt = events;
		condition.isUnderWay = true;
		try {
			const value = await condition.holds();
			condition.isUnderWay = false;
			if (!value && clock.now < condition.deadline) return;
			if (!value) throw new Error(`Waited in vain: ${condition.what}`);
			condition.resolve(value);
		} catch (error) {
			condition.reject(error);
		}
		conditions.delete(condition);
	}

	const handles = new WeakSet<object>();
	const intervals = new Set<unknown>();
	const isOurs = (timer: unknown) =>
		typeof timer === 'number' ||
		(typeof timer === 'object' && timer !== null && handles.has(timer));

	/** A timer function of the clock, whose callbacks run in the context in which they were set. */
	const timerFunction =
		(set: typeof clock.setTimeout) =>
		(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
			const inContext = AsyncLocalStorage.snapshot();
			const timer = set(() => inContext(callback, ...args), wholeMs(ms));
			if (typeof timer === 'object') handles.add(timer);
			if (set === clock.setInterval) intervals.add(timer);
			run();
			return timer;
		};
	const clearFunction =
		(clear: typeof clock.clearTimeout, realClear: (timer: never) => void) => (timer: unknown) => {
			intervals.delete(timer);
			if (isOurs(timer)) clear(timer as number);
			else realClear(timer as never);
		};
	const simulatedTimeout = timerFunction(clock.setTimeout);

	const { now: simulatedNow } = clock.performance as { now: () => number };
	replaceGlobals({
		setTimeout: Object.assign(simulatedTimeout, {
			[promisify.custom]: async (ms?: number, value?: unknown) =>
				await new Promise((resolve) => simulatedTimeout(() => resolve(value), ms)),
		}),
		clearTimeout: clearFunction(clock.clearTimeout, clearTimeout),
		setInterval: timerFunction(clock.setInterval),
		clearInterval: clearFunction(clock.clearInterval, clearInterval),
		Date: clock.Date,
		performance: new Proxy(performance, {
			get(target, key) {
				if (key === 'now') return simulatedNow;
				const value = Reflect.get(target, key, target) as unknown;
				return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			},
		}),
	});

	async function until(what: string, holds: () => unknown, limitMs: number): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			const deadline = clock.now + limitMs;
			const state = { checkedAt: -1, isUnderWay: false };
			conditions.add({ what, holds, deadline, ...state, resolve, reject });
			run();
		});
	}

	const seed = (value: number) => {
		Math.random = randomFrom(value);
	};
	seed(1);

	current = {
		source: {
			now: () => clock.now,
			after(ms, callback) {
				const timer = simulatedTimeout(callback, Math.ceil(ms));
				return () => clock.clearTimeout(timer);
			},
			async turn({ socket }: IncomingMessage) {
				await new Promise<void>((resolve) => {
					arrivals.push({ order: activity.orderOf(socket.remotePort), resolve });
					run();
				});
			},
		},
		timers: () => clock.countTimers() - intervals.size,
		until,
		seed,
		stop() {
			isStopped = true;
			current = undefined;
			Math.random = realRandom;
			replaceGlobals(real);
			activity.stop();
		},
	};
	return current;
}

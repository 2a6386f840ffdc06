import { promisify } from 'node:util';

/**
 * Makes time pass `factor` times faster for the code of a test file: with 100, a wait of 60 s takes 60 s by
 * its own clock and 0.6 s of real time. Scaled are the globals that JavaScript sees: setTimeout, setInterval, Date and
 * performance.now, and with them n8n-workflow's `sleep` and n8n's own delays. Not scaled is what Node measures
 * below JavaScript: sockets, time limits of HTTP requests, AbortSignal.timeout, node:timers/promises.
 *
 * An emulator in the same process keeps real time with those, and divides by its own `speed`. Started after
 * this call, with the same factor and with scaled time stamps, it shows exactly this clock's times.
 *
 * Returns a function that restores the real time. Timers that are then running still fire at the scaled
 * time.
 */
export function scaleTime(factor: number): () => void {
	const real = {
		Date: globalThis.Date,
		setTimeout: globalThis.setTimeout,
		setInterval: globalThis.setInterval,
		performance: globalThis.performance,
	};
	const { performance } = real;
	const epoch = real.Date.now();
	const monotonic = performance.now();
	const elapsed = () => (performance.now() - monotonic) * factor;
	const now = () => Math.floor(epoch + elapsed());

	const scaled = {
		// A proxy, so that prototypes and `instanceof` stay those of the real Date.
		Date: new Proxy(real.Date, {
			construct: (target, args: [], newTarget) =>
				Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
			apply: () => new real.Date(now()).toString(),
			get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
		}),
		setTimeout: faster(real.setTimeout, factor),
		setInterval: faster(real.setInterval, factor),
		performance: new Proxy(performance, {
			get(target, key) {
				if (key === 'now') return () => monotonic + elapsed();
				const value = Reflect.get(target, key, target) as unknown;
				return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			},
		}),
	};
	replaceGlobals(scaled);
	return () => replaceGlobals(real);
}

/** The same timer function, and its promisified form, with every delay divided. */
function faster<Timer extends typeof setTimeout | typeof setInterval>(
	timer: Timer,
	factor: number,
) {
	const callWith = (target: object, self: unknown, args: unknown[]) =>
		Reflect.apply(target as CallableFunction, self, args) as unknown;
	return new Proxy(timer, {
		apply: (target, self, [callback, delay = 0, ...rest]: [unknown, number?, ...unknown[]]) =>
			callWith(target, self, [callback, delay / factor, ...rest]),
		get(target, key) {
			const value = Reflect.get(target, key) as unknown;
			if (key !== promisify.custom || typeof value !== 'function') return value;
			return (delay = 0, ...rest: unknown[]) =>
				callWith(value, undefined, [delay / factor, ...rest]);
		},
	});
}

function replaceGlobals(values: Record<string, unknown>) {
	for (const [name, value] of Object.entries(values)) {
		Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
	}
}

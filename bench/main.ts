import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { batches } from './batch';
import type { Benchmark, Figures } from './benchmark';
import { load } from './load';
import { memory } from './memory/memory';
import { sequential } from './sequential';
import { single } from './single';
import { suspension } from './suspend';
import { judge } from './targets';

const benchmarks: readonly Benchmark[] = [single, ...batches, sequential, suspension, memory, load];

const usualSpeed = 10;

const usage = `Usage: npm run bench -- [options]

  --json          the last line of output is one JSON object
  --only A,B      some of: ${benchmarks.map(({ name }) => name).join(', ')}
  --speed X       how many times faster emulated time runs (default ${usualSpeed}); higher distorts
`;

const say = (line: string) => process.stdout.write(`${line}\n`);

function readArguments() {
	const { values } = parseArgs({
		options: {
			json: { type: 'boolean', default: false },
			only: { type: 'string' },
			speed: { type: 'string', default: String(usualSpeed) },
			help: { type: 'boolean', default: false },
		},
	});
	const names = values.only?.split(',').map((name) => name.trim());
	const unknown = names?.filter((name) => !benchmarks.some((each) => each.name === name)) ?? [];
	if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}`);
	const speed = Number(values.speed);
	if (!(speed > 0)) throw new Error(`--speed needs a number above 0, not "${values.speed}"`);
	const chosen = benchmarks.filter(({ name }) => names?.includes(name) ?? true);
	return { ...values, speed, chosen };
}

/** One line for each figure, those with a target judged. */
function tell(figures: Figures, verdicts: ReturnType<typeof judge>, prefix = ''): void {
	for (const [name, value] of Object.entries(figures)) {
		const path = prefix + name;
		if (typeof value === 'object') {
			tell(value, verdicts, `${path}.`);
			continue;
		}
		const verdict = verdicts[path];
		const judged = verdict ? `${verdict.target.padEnd(16)} ${verdict.met ? 'met' : 'MISSED'}` : '';
		say(`  ${path.padEnd(32)} ${String(value).padStart(10)}   ${judged}`.trimEnd());
	}
}

/** Runs the benchmarks one after the other; one that breaks does not keep the others from running. */
async function run(chosen: readonly Benchmark[], speed: number) {
	const figures: Figures = {};
	const errors: Record<string, string> = {};
	for (const { name, about, measure } of chosen) {
		say(`\n${name}: ${about}`);
		try {
			const measured = await measure({ speed, say: (line) => say(`  ${line}`) });
			tell(measured, judge(measured));
			Object.assign(figures, measured);
		} catch (error) {
			errors[name] = error instanceof Error ? error.message : String(error);
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		}
	}
	return { figures, errors };
}

async function main(): Promise<number> {
	const { help, json, speed, chosen } = readArguments();
	if (help) {
		say(usage);
		return 0;
	}
	say(
		`Emulated time runs ${speed} times as fast as the wall clock's; figures are in emulated time.`,
	);
	const { figures, errors } = await run(chosen, speed);
	const machine = { node: process.version, cpus: availableParallelism(), speed };
	if (json) say(JSON.stringify({ ...figures, targets: judge(figures), machine, errors }));
	return Object.keys(errors).length > 0 ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
		process.exit(2);
	},
);

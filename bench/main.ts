import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { batches } from './batch';
import type { Benchmark, Figures } from './benchmark';
import { cpu } from './cpu/cpu';
import { load } from './load';
import { memory } from './memory/memory';
import { plot as drawPlots } from './plot';
import { sequential } from './sequential';
import { single } from './single';
import { suspension } from './suspend';
import { checkTargets } from './targets';

const benchmarks: readonly Benchmark[] = [
	single,
	...batches,
	sequential,
	suspension,
	cpu,
	memory,
	load,
];

const usage = `Usage: npm run bench -- [options]

  --json          the last line of output is one JSON object
  --only A,B      some of: ${benchmarks.map(({ name }) => name).join(', ')}
  --plot          draws docs/benchmarks-*.svg instead
`;

const print = (line: string) => process.stdout.write(`${line}\n`);

function readArguments() {
	const { values } = parseArgs({
		options: {
			json: { type: 'boolean', default: false },
			only: { type: 'string' },
			plot: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const names = values.only?.split(',').map((name) => name.trim());
	const unknown = names?.filter((name) => !benchmarks.some((each) => each.name === name)) ?? [];
	if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}`);
	const chosen = benchmarks.filter(({ name }) => names?.includes(name) ?? true);
	return { ...values, chosen };
}

/** Prints one line for each figure. If it has a target, the line says whether the target is met. */
function printFigures(
	figures: Figures,
	results: ReturnType<typeof checkTargets>,
	prefix = '',
): void {
	for (const [name, value] of Object.entries(figures)) {
		const path = prefix + name;
		if (typeof value === 'object') {
			printFigures(value, results, `${path}.`);
			continue;
		}
		const result = results[path];
		const target = result ? `${result.target.padEnd(16)} ${result.met ? 'met' : 'MISSED'}` : '';
		print(`  ${path.padEnd(32)} ${String(value).padStart(10)}   ${target}`.trimEnd());
	}
}

/** Runs the benchmarks one after the other. If one throws an error, the others still run. */
async function run(chosen: readonly Benchmark[]) {
	const figures: Figures = {};
	const errors: Record<string, string> = {};
	for (const { name, about, measure } of chosen) {
		print(`\n${name}: ${about}`);
		try {
			const measured = await measure({ print: (line) => print(`  ${line}`) });
			printFigures(measured, checkTargets(measured));
			Object.assign(figures, measured);
		} catch (error) {
			errors[name] = error instanceof Error ? error.message : String(error);
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		}
	}
	return { figures, errors };
}

async function main(): Promise<number> {
	const { help, json, plot, chosen } = readArguments();
	if (help) {
		print(usage);
		return 0;
	}
	if (plot) {
		await drawPlots(print);
		return 0;
	}
	const { figures, errors } = await run(chosen);
	const machine = { node: process.version, cpus: availableParallelism() };
	if (json) print(JSON.stringify({ ...figures, targets: checkTargets(figures), machine, errors }));
	return Object.keys(errors).length > 0 ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
		process.exit(2);
	},
);

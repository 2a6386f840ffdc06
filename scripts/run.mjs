#!/usr/bin/env node
/**
 * Runs all commands of this repository: `node scripts/run.mjs <command> [arguments]`.
 *
 * Only Node 20 and npm must be installed. Everything else that a command needs (Node 24, packages,
 * the n8n sandbox with its native modules, a current build) is installed first. Messages of this
 * script go to stderr, so that programs can read the output of the commands on stdout.
 */
import { buildNow, buildIfStale } from './bootstrap/build.mjs';
import { exitCodeOfInterruption, forwardSignals, run } from './bootstrap/children.mjs';
import { findChromium } from './bootstrap/chromium.mjs';
import { root } from './bootstrap/paths.mjs';
import { ensureNativeModules, warnOfMissingBuildTools } from './bootstrap/native.mjs';
import { ensureNode24 } from './bootstrap/node24.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { print, SetupError } from './bootstrap/output.mjs';
import { toolPath } from './bootstrap/tools.mjs';
import { testCompatibility } from './compat.mjs';

/**
 * One step of a command. `start` resolves to an exit code.
 *
 * @typedef {{ title: string, start: (toolchain: Toolchain, args: string[]) => Promise<number> }} Step
 * @typedef {import('./bootstrap/node24.mjs').Toolchain} Toolchain
 */

/** A step that runs programs in node_modules one after the other, until one of them fails. */
function tools(title, ...commandLines) {
	return {
		title,
		start: async (toolchain, args) => {
			for (const [packageName, ...fixed] of commandLines) {
				const program = [toolPath(packageName), ...fixed, ...args];
				const code = await run(toolchain.node, program, { cwd: root, env: toolchain.env });
				if (code !== 0) return code;
			}
			return 0;
		},
	};
}

/** The step without the arguments of the command line. */
const withoutArguments = (step) => ({ ...step, start: (toolchain) => step.start(toolchain, []) });

const exitCodeZero = async (work) => {
	await work;
	return 0;
};

const lint = tools(
	'lint',
	['eslint', '.', '--max-warnings', '0'],
	['prettier', '--check', '.'],
	['knip', '--include', 'files,exports,types,duplicates'],
);
const types = tools('types', ['typescript', '-p', 'test/tsconfig.json', '--noEmit']);
const jest = tools('tests', ['jest']);
/** Without the tests of a real n8n, of a browser, and those of the engine that wait in simulated time. */
const quickJest = tools('tests', [
	'jest',
	'--testPathIgnorePatterns',
	...['sandbox', 'browser', 'queue', 'compat', 'engine', 'webhook'].map(
		(folder) => `/test/${folder}/`,
	),
]);
const jestInBrowser = tools('browser tests', ['jest', '--config', 'test/browser/jest.config.js']);
const jestInQueueMode = tools('queue mode tests', [
	'jest',
	'--config',
	'test/queue/jest.config.js',
]);
const build = { title: 'build', start: (toolchain) => exitCodeZero(buildNow(toolchain)) };
const freshBuild = { title: 'build', start: (toolchain) => exitCodeZero(buildIfStale(toolchain)) };
const sandbox = { title: 'n8n', start: (toolchain) => exitCodeZero(ensureSandbox(toolchain)) };
const compat = {
	title: 'older versions of n8n',
	start: (toolchain, args) => testCompatibility(toolchain, args, ensureSandbox),
};
const browserTests = {
	...jestInBrowser,
	start: ({ env, ...toolchain }, args) => {
		const withChromium = { ...env, CHROMIUM_PATH: findChromium() };
		return jestInBrowser.start({ ...toolchain, env: withChromium }, args);
	},
};

/**
 * Some commands promise a certain last line of output. `lastLine` returns it if the command fails
 * before it could print the line itself. `lacks` returns what the machine must have and has not: then
 * the command does nothing, which is a failure in CI only.
 *
 * @type {Record<string, {
 *   about: string, steps: Step[], lastLine?: (args: string[], error: string) => string | undefined,
 *   lacks?: () => string | undefined
 * }>}
 */
const commands = {
	start: {
		about:
			'starts a real n8n with this package and the emulator (--once: runs one example, then exits)',
		steps: [sandbox, freshBuild, tools('start', ['tsx', 'sandbox/start.ts'])],
		lastLine: (args, error) =>
			args.includes('--once') ? JSON.stringify({ ok: false, error }) : undefined,
	},
	test: {
		about: 'runs lint, type check, build and all tests, with the end-to-end tests in a real n8n',
		steps: [withoutArguments(lint), withoutArguments(types), freshBuild, sandbox, jest],
		lastLine: () => '0 passed, 1 failed',
	},
	'test:quick': {
		about: 'runs the type check and all tests that do not wait: under a minute',
		steps: [withoutArguments(types), freshBuild, quickJest],
		lastLine: () => '0 passed, 1 failed',
	},
	'test:browser': {
		about: "tests of n8n's editor with this package, in Chromium",
		steps: [freshBuild, sandbox, browserTests],
		lastLine: () => '0 passed, 1 failed',
		lacks: () =>
			findChromium() ? undefined : 'no Chromium was found. Install it, or set CHROMIUM_PATH.',
	},
	'test:queue': {
		about: "tests in n8n's queue mode: load, crashes, outages (needs PostgreSQL and Redis)",
		steps: [freshBuild, sandbox, jestInQueueMode],
		lastLine: () => '0 passed, 1 failed',
	},
	'test:compat': {
		about:
			'tests in older versions of n8n, which it installs (arguments: versions; all by default)',
		steps: [freshBuild, compat],
	},
	gate: {
		about: "checks the sources and the packed tarball with n8n's verification rules",
		steps: [freshBuild, tools('gate', ['tsx', 'scripts/gate.ts'])],
	},
	emulator: {
		about: 'starts only the emulator of the remote API',
		steps: [tools('emulator', ['tsx', 'emulator/cli.ts'])],
	},
	probe: {
		about: 'checks what the real service does, with your key; asks before it spends (--help)',
		steps: [tools('probe', ['tsx', 'probe/main.ts'])],
	},
	bench: {
		about: 'runs the benchmarks (--json: the last line is one JSON object; --only NAMES; --plot)',
		steps: [freshBuild, tools('bench', ['tsx', 'bench/main.ts'])],
	},
	screenshots: {
		about: 'takes the screenshots of the editor in docs/screenshots/, with Chromium',
		steps: [freshBuild, sandbox, tools('screenshots', ['tsx', 'scripts/screenshots.ts'])],
	},
	docs: {
		about: 'writes docs/operations.md and examples/README.md',
		steps: [
			tools('docs', ['tsx', 'scripts/operationsPage.ts'], ['tsx', 'scripts/examplesPage.ts']),
		],
	},
	build: { about: 'compiles nodes/ and credentials/ to dist/', steps: [build] },
	lint: { about: 'checks everything with eslint and prettier', steps: [lint] },
	format: {
		about: 'formats everything with prettier',
		steps: [tools('format', ['prettier', '--write', '.'])],
	},
};

async function ensureSandbox(toolchain) {
	warnOfMissingBuildTools(toolchain);
	await ensurePackages(toolchain, 'sandbox');
	await ensureNativeModules(toolchain);
}

function listOfCommands() {
	const rows = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(14)}${about}`);
	return ['Usage: node scripts/run.mjs <command> [arguments]', '', ...rows].join('\n');
}

/** The first lines of an output. npm and compilers print the cause of an error first. */
function firstLines(text) {
	const lines = text.split('\n');
	return [...lines.slice(0, 40), ...(lines.length > 40 ? ['…'] : [])].join('\n');
}

async function main([name, ...args]) {
	const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
	if (!command) {
		print(name ? `Unknown command: ${name}\n\n${listOfCommands()}` : listOfCommands());
		return 2;
	}
	const fail = (code, reason) => {
		print(reason);
		const lastLine = command.lastLine?.(args, reason.trim());
		if (lastLine) process.stdout.write(`${lastLine}\n`);
		return code;
	};
	const lacking = command.lacks?.();
	if (lacking && process.env.CI) return fail(1, `Failed: ${lacking}`);
	if (lacking) {
		print(`Skipped: ${lacking}`);
		return 0;
	}
	try {
		const toolchain = await ensureNode24();
		await ensurePackages(toolchain, '.');
		for (const [index, { title, start }] of command.steps.entries()) {
			if (command.steps.length > 2) print(`[${index + 1}/${command.steps.length}] ${title}`);
			const code = await start(toolchain, args);
			const isLast = index === command.steps.length - 1;
			if (code !== 0) {
				return isLast ? code : fail(code, `${title} failed. The remaining steps were not run.`);
			}
		}
		return 0;
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		const interruption = exitCodeOfInterruption();
		if (interruption) return fail(interruption, 'Interrupted.');
		if (error.output) print(`\n${firstLines(error.output)}\n`);
		return fail(1, error.message);
	}
}

forwardSignals();
process.exitCode = await main(process.argv.slice(2));

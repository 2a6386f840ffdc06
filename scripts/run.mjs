#!/usr/bin/env node
/**
 * The one entrance to all commands of this repository: `node scripts/run.mjs <command> [arguments]`.
 *
 * Needs nothing but Node 20 and npm: what a command needs besides (Node 24, packages, the n8n
 * sandbox with its native modules, a current build) is brought in first. Everything it says goes
 * to stderr, so that the output of the commands themselves stays readable for programs.
 */
import { buildNow, buildIfStale } from './bootstrap/build.mjs';
import { exitCodeOfInterruption, passSignalsOn, run } from './bootstrap/children.mjs';
import { findChromium } from './bootstrap/chromium.mjs';
import { root } from './bootstrap/paths.mjs';
import { ensureNativeModules, warnOfMissingBuildTools } from './bootstrap/native.mjs';
import { ensureNode24 } from './bootstrap/node24.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { say, SetupError } from './bootstrap/say.mjs';
import { toolPath } from './bootstrap/tools.mjs';

/**
 * A step resolves to an exit code.
 *
 * @typedef {{ title: string, start: (toolchain: Toolchain, args: string[]) => Promise<number> }} Step
 * @typedef {import('./bootstrap/node24.mjs').Toolchain} Toolchain
 */

/** A step that runs programs of node_modules one after the other, until one of them fails. */
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

/** A step that takes none of the arguments of the command line. */
const withoutArguments = (step) => ({ ...step, start: (toolchain) => step.start(toolchain, []) });

const done = async (work) => {
	await work;
	return 0;
};

const lint = tools('lint', ['eslint', '.', '--max-warnings', '0'], ['prettier', '--check', '.']);
const types = tools('types', ['typescript', '-p', 'test/tsconfig.json', '--noEmit']);
const jest = tools('tests', ['jest']);
const jestInBrowser = tools('browser tests', ['jest', '--config', 'test/browser/jest.config.js']);
const build = { title: 'build', start: (toolchain) => done(buildNow(toolchain)) };
const freshBuild = { title: 'build', start: (toolchain) => done(buildIfStale(toolchain)) };
const sandbox = { title: 'n8n', start: (toolchain) => done(ensureSandbox(toolchain)) };
const browserTests = {
	...jestInBrowser,
	start: ({ env, ...toolchain }, args) => {
		const withChromium = { ...env, CHROMIUM_PATH: findChromium() };
		return jestInBrowser.start({ ...toolchain, env: withChromium }, args);
	},
};

/**
 * `lastLine` is what the command promises as its last line of output, for the case that it fails
 * before it could say so itself. `lacks` says what the machine has to bring and does not: then the
 * command does nothing, which counts as a failure in CI only.
 *
 * @type {Record<string, {
 *   about: string, steps: Step[], lastLine?: (args: string[], error: string) => string | undefined,
 *   lacks?: () => string | undefined
 * }>}
 */
const commands = {
	start: {
		about: 'a real n8n with this package and the emulator (--once: first example, then end)',
		steps: [sandbox, freshBuild, tools('start', ['tsx', 'sandbox/start.ts'])],
		lastLine: (args, error) =>
			args.includes('--once') ? JSON.stringify({ ok: false, error }) : undefined,
	},
	test: {
		about: 'lint, types, build and all tests, the end-to-end tests in a real n8n included',
		steps: [withoutArguments(lint), withoutArguments(types), freshBuild, sandbox, jest],
		lastLine: () => '0 passed, 1 failed',
	},
	'test:browser': {
		about: "tests of n8n's editor with this package, in Chromium",
		steps: [freshBuild, sandbox, browserTests],
		lastLine: () => '0 passed, 1 failed',
		lacks: () =>
			findChromium() ? undefined : 'no Chromium was found. Install it, or set CHROMIUM_PATH.',
	},
	gate: {
		about: "n8n's verification rules on the sources and on the packed tarball",
		steps: [freshBuild, tools('gate', ['tsx', 'scripts/gate.ts'])],
	},
	emulator: {
		about: 'the emulator of the remote API alone',
		steps: [tools('emulator', ['tsx', 'emulator/cli.ts'])],
	},
	bench: {
		about: 'benchmarks (--json: last line one JSON object; --only NAMES)',
		steps: [freshBuild, tools('bench', ['tsx', 'bench/main.ts'])],
	},
	docs: {
		about: 'writes docs/operations.md from the catalogue',
		steps: [tools('docs', ['tsx', 'scripts/operationsPage.ts'])],
	},
	build: { about: 'compiles nodes/ and credentials/ to dist/', steps: [build] },
	lint: { about: 'eslint and prettier over everything', steps: [lint] },
	format: {
		about: 'writes the format that lint asks for',
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

/** npm and compilers say what is wrong first, and then a lot. */
function firstLines(text) {
	const lines = text.split('\n');
	return [...lines.slice(0, 40), ...(lines.length > 40 ? ['…'] : [])].join('\n');
}

async function main([name, ...args]) {
	const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
	if (!command) {
		say(name ? `Unknown command: ${name}\n\n${listOfCommands()}` : listOfCommands());
		return 2;
	}
	const giveUp = (code, reason) => {
		say(reason);
		const lastLine = command.lastLine?.(args, reason.trim());
		if (lastLine) process.stdout.write(`${lastLine}\n`);
		return code;
	};
	const lacking = command.lacks?.();
	if (lacking && process.env.CI) return giveUp(1, `Failed: ${lacking}`);
	if (lacking) {
		say(`Skipped: ${lacking}`);
		return 0;
	}
	try {
		const toolchain = await ensureNode24();
		await ensurePackages(toolchain, '.');
		for (const [index, { title, start }] of command.steps.entries()) {
			if (command.steps.length > 2) say(`[${index + 1}/${command.steps.length}] ${title}`);
			const code = await start(toolchain, args);
			const isLast = index === command.steps.length - 1;
			if (code !== 0) return isLast ? code : giveUp(code, `${title} failed; the rest was not run.`);
		}
		return 0;
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		const interruption = exitCodeOfInterruption();
		if (interruption) return giveUp(interruption, 'Interrupted.');
		if (error.output) say(`\n${firstLines(error.output)}\n`);
		return giveUp(1, error.message);
	}
}

passSignalsOn();
process.exitCode = await main(process.argv.slice(2));

import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { verificationRules } from './scripts/verificationRules.mjs';

const published = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const nodeGlobals = Object.fromEntries(
	Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);
/** Modules of Node export these under their global names, and the tests' clocks replace them. */
const timerGlobals = [
	...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'],
	...['performance', 'Date'],
];
/** Types that every file has without an import. */
const typeGlobals = Object.fromEntries(
	[
		...['Awaited', 'Parameters', 'ConstructorParameters', 'ReturnType', 'InstanceType'],
		...['Partial', 'Required', 'Readonly', 'Record', 'Pick', 'Omit', 'Exclude', 'Extract'],
		...['NonNullable', 'NoInfer', 'ThisType', 'History', 'Location', 'Plugin'],
	].map((name) => [name, 'readonly']),
);

export default defineConfig(
	globalIgnores(['dist', 'out', 'coverage', '.node', '.cache', 'sandbox/node_modules']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.{js,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: nodeGlobals },
	},
	{ files: ['*.js', 'test/**/*.js'], languageOptions: { sourceType: 'commonjs' } },
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			globals: { ...nodeGlobals, ...typeGlobals },
			parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			// A type of ours that hides one of TypeScript's own changes its meaning when its import is deleted.
			'@typescript-eslint/no-shadow': [
				'error',
				{ builtinGlobals: true, ignoreTypeValueShadow: false, allow: timerGlobals },
			],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			// Interfaces of n8n and fastify ask for promises where there is nothing to wait for.
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		files: ['test/**/*.ts'],
		// The type of expect.any() and its like is any.
		rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
	},
	{
		files: [...published, 'nodes/**/*.json', 'package.json'],
		extends: [verificationRules],
		linterOptions: { noInlineConfig: true },
	},
);

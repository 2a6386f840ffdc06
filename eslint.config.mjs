import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { verificationRules } from './scripts/verificationRules.mjs';

const published = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const nodeGlobals = Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']);

export default defineConfig(
	globalIgnores(['dist', 'out', 'coverage', '.node', '.cache', 'sandbox/node_modules']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.{js,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: Object.fromEntries(nodeGlobals) },
	},
	{ files: ['*.js', 'test/**/*.js'], languageOptions: { sourceType: 'commonjs' } },
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
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

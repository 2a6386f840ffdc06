import { ESLint } from 'eslint';
import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { verificationRules } from './verificationRules.mjs';

export interface Finding {
	severity: 'error' | 'warning';
	/** The file, relative to the package's root; with line and column if known. */
	place: string;
	message: string;
	rule?: string;
}

/** Files that n8n's scanner checks in the repository. */
export const sourceFiles = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];

/** Files that n8n's scanner checks in the published tarball. */
export const publishedFiles = ['package.json', '**/*.js'];

/**
 * Lints a package like n8n's scanner for verification: only with its rules, and comments in the code cannot
 * disable a rule. Unlike the scanner, this counts warnings as findings too.
 */
export async function verify(packageRoot: string, patterns: string[]): Promise<Finding[]> {
	const files = globSync(patterns, {
		cwd: packageRoot,
		exclude: (name) => name === 'node_modules' || name === 'package-lock.json',
	});
	const eslint = new ESLint({
		cwd: packageRoot,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: verificationRules,
	});
	const results = await eslint.lintFiles(files);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ severity, line, column, message, ruleId }) => ({
			severity: severity === 2 ? 'error' : 'warning',
			place: `${relative(packageRoot, filePath)}:${line ?? 0}:${column ?? 0}`,
			message,
			rule: ruleId ?? undefined,
		})),
	);
}

/** A code block of a page, and the last path in backticks above it. */
interface CodeBlock {
	path: string;
	code: string;
}

const fences = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** The page without its code blocks. */
const proseOf = (page: string) => page.replace(fences, '');

/** Code blocks of one language, e.g. `ts`. */
export function codeBlocks(page: string, language: string): CodeBlock[] {
	return [...page.matchAll(fences)]
		.filter(([, found]) => found === language)
		.map(({ index, 2: code = '' }) => {
			const paths = codeSpans(page.slice(0, index)).filter((text) => /\w\.ts$/.test(text));
			return { path: paths.at(-1) ?? '', code };
		});
}

/** Texts in backticks, outside of code blocks. */
export const codeSpans = (page: string): string[] =>
	[...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

/** Targets of links, outside of code. */
export const links = (page: string): string[] =>
	[
		...proseOf(page)
			.replace(/`[^`\n]+`/g, '')
			.matchAll(/\]\(([^)\s]+)\)/g),
	].map(([, target = '']) => target);

/** Cells of the table whose header begins with a cell of this text; one list per row. */
export function tableRows(page: string, firstHeader: string): string[][] {
	const lines = page.split('\n');
	const start = lines.findIndex((line) => line.startsWith(`| ${firstHeader} |`));
	const rows = lines.slice(start + 2);
	const end = rows.findIndex((line) => !line.startsWith('|'));
	return rows.slice(0, end < 0 ? undefined : end).map((row) =>
		row
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

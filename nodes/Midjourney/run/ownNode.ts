import type { FunctionsBase } from 'n8n-workflow';

/** The node itself, in an expression. Braces in its name would end the expression. */
export function ownNode(context: Pick<FunctionsBase, 'getNode'>): string {
	const name = JSON.stringify(context.getNode().name).replace(/[{}]/g, (brace) =>
		brace === '{' ? '\\u007b' : '\\u007d',
	);
	return `$(${name})`;
}

import { ESLint } from 'eslint';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { verificationRules } from '../../scripts/verificationRules.mjs';

/** A field as a literal of the source, with the order of keys that n8n wants: that is no matter of the menu. */
const nameFirst = ({ displayName, options, ...rest }: INodeProperties): object => ({
	displayName,
	...rest,
	...(options && {
		options: options.map((each) =>
			'displayName' in each ? nameFirst(each as INodeProperties) : each,
		),
	}),
});

/** A node file with these properties written out, since n8n's rules read nothing but literals. */
const nodeFile = (properties: INodeProperties[]) => `
import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';

export class Midjourney implements INodeType {
	description = {
		displayName: 'Midjourney',
		name: 'midjourney',
		icon: { light: 'file:midjourney.svg', dark: 'file:midjourney.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Make images',
		defaults: { name: 'Midjourney' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: ${JSON.stringify(properties.map(nameFirst), null, 1).replace(/^(\s*)"(\w+)":/gm, '$1$2:')},
	};

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}
`;

/** Reads a list of panels as JSON from standard input; writes what n8n's rules find in each, as JSON. */
async function main() {
	const eslint = new ESLint({
		cwd: join(__dirname, '../..'),
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: verificationRules,
	});
	const panels = JSON.parse(readFileSync(0, 'utf8')) as INodeProperties[][];
	const findings = await Promise.all(
		panels.map(async (properties) => {
			const code = nodeFile(properties);
			const filePath = 'nodes/Midjourney/Midjourney.node.ts';
			const [result] = await eslint.lintText(code, { filePath });
			return result?.messages.map(({ line, message, ruleId }) => {
				const at = code.split('\n')[line - 1]?.trim() ?? '';
				return `${ruleId}: ${message}: ${at.slice(0, 100)}`;
			});
		}),
	);
	console.log(JSON.stringify(findings));
}

void main();

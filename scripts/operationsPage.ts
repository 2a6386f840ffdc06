import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { proxyUrl } from '../nodes/Midjourney/service/imageProxy';
import { readSettings } from '../nodes/Midjourney/service/ohmygpt/settings';
import { readTask } from '../nodes/Midjourney/service/ohmygpt/taskReader';
import { endpoints } from '../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import {
	compressionOptions,
	readCompression,
	sourceField,
} from '../nodes/Midjourney/fields/source';
import { pictureUrls } from '../nodes/Midjourney/image/pictureUrls';
import { sourceNames } from '../nodes/Midjourney/model/pictureSource';
import { operations, properties } from '../nodes/Midjourney/operations/catalogue';
import type { Operation } from '../nodes/Midjourney/operations/operation';
import { choicesOf, fieldsTable, nameOfChoice, sentence, table } from './fieldsTable';

/** Where the page lies. */
export const operationsPagePath = join(__dirname, '../docs/operations.md');

/** Keys of the endpoints that are not called with POST. */
const calledWithGet: readonly string[] = ['modelRates', 'storedPicture'];

/** A call of the API: its method, and its path in all spellings, the first being tried first. */
export interface Call {
	method: 'GET' | 'POST';
	paths: string[];
}

/** The call that a dotted key of `facts/endpoints` stands for. */
export function callOf(key: string): Call {
	const found = key
		.split('.')
		.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], endpoints);
	const paths = [found].flat();
	if (!paths.every((path) => typeof path === 'string')) throw new Error(`No endpoint '${key}'`);
	return { method: calledWithGet.includes(key) ? 'GET' : 'POST', paths };
}

function written(key: string): string {
	const { method, paths } = callOf(key);
	return paths.map((path) => `\`${method} ${path}\``).join(' or, where that is unknown, ');
}

/** The ways to a picture, each with the address that the node asks for a sample. */
function waysToPicture(): string {
	const { contentBaseUrl, imageProxyBaseUrl } = readSettings({});
	const service = {
		proxyUrl: (url: string, parameters?: IDataObject) =>
			proxyUrl(imageProxyBaseUrl, url, parameters),
	};
	const task = readTask(
		{
			taskId: 4711,
			imageS3Url: 'kite.png',
			imageDcUrl: 'https://cdn.discordapp.com/attachments/1/2/kite.png',
		},
		contentBaseUrl,
	);
	const presets = Object.fromEntries(
		compressionOptions.map((option) => [option.name, option.default]),
	);
	const compression = readCompression({
		text: () => '',
		flag: () => false,
		list: () => [],
		group: () => presets,
	});
	const rows = sourceNames.flatMap((source) =>
		pictureUrls(service, task?.pictures ?? [], source, compression).map(({ url }) => [
			nameOfChoice(sourceField, source),
			`\`GET ${url}\``,
		]),
	);
	return [
		`Asks for the task with ${written('query')}, unless the input item holds it or an address is given; then for the picture:`,
		table(['Source', 'Address of a sample'], rows),
	].join('\n\n');
}

function callsOf({ endpoint }: Operation): string {
	if (endpoint === '') return 'Asks nothing of the service.';
	return endpoint === 'storedPicture' ? waysToPicture() : `Calls ${written(endpoint)}.`;
}

const sectionOf = (operation: Operation): string =>
	[
		`### ${operation.name}`,
		`${sentence(operation.description)} In the list of actions: "${operation.action}".`,
		callsOf(operation),
		operation.fields.length === 0 ? 'It has no fields.' : fieldsTable(operation.fields),
	].join('\n\n');

const introduction = `# Operations

<!-- Written by scripts/operationsPage.ts from nodes/Midjourney/operations/catalogue.ts: change those, not this page. -->

Every operation of the **Midjourney** node, with its fields as the editor shows them. Paths are below the *Base URL* of
the credential. Operations that wait for tasks ask for them with ${written('query')}
or, where there are many, with ${written('taskList')}, where a creation whose answer
was lost is looked for as well. Pictures that are sent as uploaded go to ${written('fileUpload')}.
An empty *Shown when* means always.`;

/** The page that lists every operation with its endpoint and its fields, as Markdown. */
export function operationsPage(): string {
	const menu = properties.find(({ name }) => name === 'resource');
	const resources = (menu ? choicesOf(menu) : []).map(({ name, value }) => ({
		name,
		own: operations.filter(({ resource }) => resource === value),
	}));
	const overview = resources.map(({ name, own }) => [
		name,
		own.map((each) => each.name).join(', '),
	]);
	const parts = [
		introduction,
		table(['Resource', 'Operations'], overview),
		...resources.flatMap(({ name, own }) => [`## ${name}`, ...own.map(sectionOf)]),
	];
	return `${parts.join('\n\n')}\n`;
}

if (require.main === module) {
	mkdirSync(dirname(operationsPagePath), { recursive: true });
	writeFileSync(operationsPagePath, operationsPage());
	console.log(`Wrote ${operationsPagePath}`);
}

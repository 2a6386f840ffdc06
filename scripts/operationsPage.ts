import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { proxyUrl } from '../nodes/Midjourney/service/imageProxy';
import { parametersIn } from '../nodes/Midjourney/fields/nodeParameters';
import { readSettings } from '../nodes/Midjourney/service/ohmygpt/settings';
import { readTask } from '../nodes/Midjourney/service/ohmygpt/taskReader';
import { labelOf, servicesWith, type Feature } from '../nodes/Midjourney/service/features';
import { endpoints as proxyEndpoints } from '../nodes/Midjourney/service/mjproxy/facts/wire';
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

/** Path of the page. */
export const operationsPagePath = join(__dirname, '../docs/operations.md');

/** Keys of the endpoints that use GET. All others use POST. */
const getEndpoints: readonly string[] = ['modelRates', 'storedPicture'];
const getProxyEndpoints: readonly string[] = ['list', 'fetch', 'seed'];

/** An API call: its method and its paths. If the first path is unknown, the next one is tried. */
export interface Call {
	method: 'GET' | 'POST';
	paths: string[];
}

/** The call for a key of `facts/endpoints`, in which dots separate the levels. */
export function callOf(key: string): Call {
	const value = key
		.split('.')
		.reduce<unknown>(
			(parent, part) => (parent as Record<string, unknown> | undefined)?.[part],
			endpoints,
		);
	const paths = [value].flat();
	if (!paths.every((path) => typeof path === 'string')) throw new Error(`No endpoint '${key}'`);
	return { method: getEndpoints.includes(key) ? 'GET' : 'POST', paths };
}

/** Keys of calls that have another key at midjourney-proxy. */
const proxyKeys: Readonly<Record<string, keyof typeof proxyEndpoints>> = {
	query: 'fetch',
	taskList: 'list',
	fileUpload: 'upload',
};

/** The call for a key at midjourney-proxy, where `{id}` is a task's; undefined where it has none. */
export function proxyCallOf(key: string): Call | undefined {
	const own = proxyKeys[key] ?? key;
	if (!Object.hasOwn(proxyEndpoints, own)) return undefined;
	const path = [proxyEndpoints[own as keyof typeof proxyEndpoints]].flat().join('{id}');
	return { method: getProxyEndpoints.includes(own) ? 'GET' : 'POST', paths: [`/mj${path}`] };
}

/** Whether OhMyGPT has a call for the key. */
export const hasCall = (key: string) => Object.hasOwn(endpoints, key.split('.')[0] ?? '');

function formatCall(key: string): string {
	const calls: string[] = [];
	if (hasCall(key)) {
		const { method, paths } = callOf(key);
		calls.push(paths.map((path) => `\`${method} ${path}\``).join(' or, if that is unknown, '));
	}
	const own = proxyCallOf(key);
	if (own !== undefined) {
		const proxyCall = `\`${own.method} ${own.paths.join('')}\``;
		calls.push(calls.length > 0 ? `at ${labelOf('midjourneyProxy')} ${proxyCall}` : proxyCall);
	}
	return calls.join(', ');
}

/** The requests for a picture from each source, with the URL of a sample. */
function pictureRequests(): string {
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
	const compression = readCompression(parametersIn({ options: presets }));
	const rows = sourceNames.flatMap((source) =>
		pictureUrls(service, task?.pictures ?? [], source, compression).map(({ url }) => [
			nameOfChoice(sourceField, source),
			`\`GET ${url}\``,
		]),
	);
	return [
		`Reads the task with ${formatCall('query')}, unless the task is in the input item or a URL is given. Then downloads the image:`,
		table(['Source', 'URL of a sample'], rows),
	].join('\n\n');
}

function callsOf({ endpoint }: Operation): string {
	if (endpoint === '') return 'Sends no request to the service.';
	return endpoint === 'storedPicture' ? pictureRequests() : `Calls ${formatCall(endpoint)}.`;
}

const servicesNamed = (feature: Feature) => servicesWith(feature).map(labelOf).join(' or ');

const sectionOf = (operation: Operation): string =>
	[
		`### ${operation.name}`,
		`${sentence(operation.description)} In the list of actions: "${operation.action}".`,
		...(operation.needs ? [`Only with the service ${servicesNamed(operation.needs)}.`] : []),
		callsOf(operation),
		operation.fields.length === 0 ? 'It has no fields.' : fieldsTable(operation.fields),
	].join('\n\n');

const introduction = `# Operations

<!-- Generated by scripts/operationsPage.ts from nodes/Midjourney/operations/catalogue.ts. Do not edit this page. -->

All operations of the **Midjourney** node, with their fields as the editor shows them. Paths are relative to the *Base URL*
of the credential. The first field of the node, *Service*, chooses who makes the images. Operations that wait for tasks poll them with ${formatCall('query')}
or, if there are many, with ${formatCall('taskList')}. The task list is also read
to find a task whose creation had no response. Uploaded images are sent to ${formatCall('fileUpload')}.
If *Shown when* is empty, the field is always shown.`;

/** The page with all operations, their endpoints and fields, as Markdown. */
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

import { readExamples, withCredential, withFolder } from './examples';
import {
	failureOf,
	resultOf,
	runToEnd,
	saveFiles,
	storeWorkflow,
	type StoredWorkflow,
} from './executions';
import type { N8n } from './n8n';
import type { StoredCredential } from './rest';
import { outFolder } from './paths';
import { showTaskProgress } from './progress';
import type { Service } from './service';

const exampleLimitMs = 30 * 60_000;

/** The result of the first example. */
export interface DemoResult {
	taskId: string | number;
	/** Absolute paths of the pictures. */
	images: string[];
	/** Number of requests from n8n to the service. null if they are not counted. */
	requests: number | null;
	/** Seconds from the start of the workflow until its picture is saved. */
	seconds: number;
}

export const print = (text: string) => void process.stdout.write(`${text}\n`);

/** Creates the credentials and all example workflows in n8n. Returns the workflows in order. */
export async function importExamples(
	{ rest, filesFolder }: N8n,
	service: Service,
): Promise<StoredWorkflow[]> {
	const credentials: Array<{ stored: StoredCredential; baseUrl: string }> = [];
	for (const each of service.credentials) {
		const stored = await rest.createCredential(each);
		credentials.push({ stored, baseUrl: String(each.data.baseUrl) });
	}
	const workflows: StoredWorkflow[] = [];
	// n8n lists the newest first.
	for (const { workflow } of readExamples().reverse()) {
		const ready = credentials.reduce(
			(before, { stored, baseUrl }) => withCredential(before, stored, baseUrl),
			withFolder(workflow, filesFolder),
		);
		workflows.unshift(await storeWorkflow(rest, ready));
	}
	return workflows;
}

/** Runs an example and saves its pictures in out/. */
export async function runExample(
	{ rest }: N8n,
	service: Service,
	example: StoredWorkflow,
): Promise<DemoResult> {
	const startedAt = performance.now();
	const requestsBefore = await service.requests();
	print(`Running the workflow "${example.workflow.name}" …`);
	const execution = await showTaskProgress(service, runToEnd(rest, example, exampleLimitMs));
	const failure = failureOf(execution);
	if (failure !== undefined) throw new Error(failure);

	const items = resultOf(execution);
	const images = await saveFiles(rest, items, outFolder);
	const requests = await service.requests();
	return {
		taskId: items[0]?.json.taskId as string | number,
		images,
		requests: requests === null ? null : requests - (requestsBefore ?? 0),
		seconds: Math.round((performance.now() - startedAt) / 100) / 10,
	};
}

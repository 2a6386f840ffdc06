import { request } from 'undici';

import { chatCredential } from '../../sandbox/emulatorService';
import { withCredential } from '../../sandbox/examples';
import { itemsOf } from '../../sandbox/executions';
import { waitFor } from '../../sandbox/waiting';
import type { Workflow } from '../../sandbox/workflow';
import { exampleOf, liveTimeoutMs, useLive } from './live';
import { useN8n } from './useN8n';

jest.setTimeout(3 * liveTimeoutMs);

const n8n = useN8n();
const live = useLive(n8n);

interface ChatRequest {
	tools?: Array<{ function: { name: string; description: string; parameters: object } }>;
}

/** Publishes an example. Returns the ID of the workflow. */
async function publish(workflow: Workflow): Promise<string> {
	const { id } = await live.store(workflow);
	await live.editor().publish(id);
	return id;
}

async function newestExecution(workflowId: string) {
	const [newest] = await live.editor().executions(workflowId);
	return newest && (await n8n().rest.readExecution(newest.id));
}

const nextTask = async (action: string) =>
	await waitFor(
		async () =>
			(await live.allTasks()).find((task) => task.action === action && task.status !== 'SUCCESS'),
		{ what: `a task ${action}`, timeoutMs: liveTimeoutMs },
	);

/** Sends a page of a form as a browser does. The fields of n8n's forms are numbered. */
async function submit(url: string, value: string) {
	const form = new FormData();
	form.set('field-0', value);
	const response = await fetch(url, { method: 'POST', body: form });
	expect(response.status).toBe(200);
	return (await response.json()) as { formWaitingUrl?: string };
}

it('A form asks for a prompt, shows the grid, asks which image to upscale, and returns the file', async () => {
	const id = await publish(exampleOf('18'));
	const path = exampleOf('18').nodes[0]?.webhookId ?? '';
	const { formWaitingUrl = '' } = await submit(`${n8n().url}/form/${path}`, 'a red kite');
	await live.finish(await nextTask('IMAGINE'));
	await waitFor(async () => (await newestExecution(id))?.status === 'waiting', {
		what: 'the second page',
		timeoutMs: liveTimeoutMs,
	});
	const page = await (await fetch(formWaitingUrl)).text();
	expect(page).toContain('Which of the four?');
	expect(page).toMatch(/<img[^>]+src="http:\/\/127\.0\.0\.1/);

	const form = new FormData();
	form.set('field-1', 'U3');
	expect((await fetch(formWaitingUrl, { method: 'POST', body: form })).status).toBe(200);
	await live.finish(await nextTask('UPSCALE'));
	const execution = await waitFor(
		async () => {
			const newest = await newestExecution(id);
			return newest && itemsOf(newest, 'Upscale').length > 0 && newest;
		},
		{ what: 'the upscale', timeoutMs: liveTimeoutMs },
	);
	expect(itemsOf(execution, 'Upscale')[0]).toMatchObject({
		json: { action: 'UPSCALE' },
		binary: { data: { mimeType: 'image/png' } },
	});
	const [pressed] = (await live.log()).filter(({ route }) => route === 'runAction');
	expect(JSON.stringify(pressed?.body)).toContain('upsample::3');
});

describe('An AI Agent with the node as its tool', () => {
	async function publishAgent(changes: (workflow: Workflow) => void = () => undefined) {
		const workflow = exampleOf('21');
		changes(workflow);
		const chat = await n8n().rest.createCredential({
			name: 'chat',
			type: 'openAiApi',
			data: chatCredential(live.emulator()),
		});
		await publish(withCredential(workflow, chat));
		return `${n8n().url}/webhook/${workflow.nodes[0]?.webhookId}/chat`;
	}

	const say = async (url: string, chatInput: string) =>
		await request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: 'a', chatInput }),
			headersTimeout: liveTimeoutMs,
		});

	it('is told what the tool makes, takes, costs and returns; it makes the image, and answers with its URL', async () => {
		const url = await publishAgent();
		const answered = say(url, 'a lighthouse at dusk');
		const task = await nextTask('IMAGINE');
		await live.finish(task);
		const { output } = (await (await answered).body.json()) as { output: string };
		expect(output).toContain(task.wireId);
		expect(output).toContain('mj-generated');
		expect(task.prompt).toMatch(/^a lighthouse at dusk --seed \d+$/);
		const asked = (await live.log()).find(({ route }) => route === 'chat')?.body as ChatRequest;
		const [tool] = asked.tools ?? [];
		expect(tool?.function.description).toMatch(
			/^Generate an image from a text prompt: takes about a minute and costs money/,
		);
		expect(JSON.stringify(tool?.function.parameters)).toContain('What the image shows');
		// What the model reads is short: the names of buttons, not their IDs.
		expect(output).toContain('Re-Roll');
		expect(output).not.toContain('MJ::JOB');
	});
});

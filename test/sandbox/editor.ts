import { randomUUID } from 'node:crypto';
import type { ExecutionStatus } from 'n8n-workflow';
import { request } from 'undici';

import type { N8n } from '../../sandbox/n8n';
import { RestError } from '../../sandbox/rest';
import { waitFor } from '../../sandbox/waiting';
import type { Workflow } from '../../sandbox/workflow';

/** What a user does in n8n's editor besides running workflows. */
export interface Editor {
	/**
	 * Publishes a workflow as it is stored. Its production webhooks are active from then on. Rejects with the message
	 * that the editor shows if a trigger does not start.
	 */
	publish(workflowId: string): Promise<void>;
	/** Saves a changed workflow over the stored one. */
	save(workflowId: string, workflow: Workflow): Promise<void>;
	/** Presses "Listen for test event" at a trigger. */
	listen(workflowId: string, trigger: string): Promise<void>;
	/** All executions of a workflow, oldest first. */
	executions(workflowId: string): Promise<Array<{ id: string; status: ExecutionStatus }>>;
}

interface Publication {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

const publishLimitMs = 60_000;

type Call = <T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => Promise<T>;

/** Logs in to n8n as its owner. */
export async function openEditor({
	url,
	owner,
	rest: {
		differences: { publishing },
	},
}: Pick<N8n, 'url' | 'owner' | 'rest'>): Promise<Editor> {
	const browser = { 'browser-id': randomUUID(), 'content-type': 'application/json' };
	let cookie = '';
	const call: Call = async (method, path, body) => {
		const response = await request(`${url}/rest${path}`, {
			method,
			headers: { ...browser, cookie },
			...(body && { body: JSON.stringify(body) }),
		});
		const text = await response.body.text();
		if (response.statusCode >= 300)
			throw new RestError(response.statusCode, `${method} ${path}`, text);
		const cookies = [response.headers['set-cookie'] ?? []].flat();
		cookie = cookies.find((each) => each.startsWith('n8n-auth='))?.split(';')[0] ?? cookie;
		return (JSON.parse(text) as { data: never }).data;
	};
	await call('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	const versionOf = async (workflowId: string) =>
		(await call<{ versionId: string }>('GET', `/workflows/${workflowId}`)).versionId;

	return {
		async publish(workflowId) {
			const versionId = await versionOf(workflowId);
			if (publishing === 'activeField') {
				await call('PATCH', `/workflows/${workflowId}`, { active: true, versionId });
				return;
			}
			await call('POST', `/workflows/${workflowId}/activate`, { versionId });
			if (publishing === 'request') return;
			const path = `/workflows/${workflowId}/publication-status`;
			const { status, triggers } = await waitFor(
				async () => {
					const publication = await call<Publication>('GET', path);
					return publication.status !== 'in_progress' && publication;
				},
				{ what: `workflow ${workflowId} to be published`, timeoutMs: publishLimitMs },
			);
			if (status === 'published') return;
			throw new Error(triggers.map(({ errorMessage }) => errorMessage ?? status).join());
		},
		async save(workflowId, workflow) {
			const versionId = await versionOf(workflowId);
			await call('PATCH', `/workflows/${workflowId}`, { ...workflow, versionId });
		},
		async listen(workflowId, trigger) {
			await call('POST', `/workflows/${workflowId}/run`, { triggerToStartFrom: { name: trigger } });
		},
		async executions(workflowId) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			const path = `/executions?limit=100&filter=${filter}`;
			const { results } = await call<{
				results: Array<{ id: string; status: ExecutionStatus }>;
			}>('GET', path);
			return results.sort((a, b) => Number(a.id) - Number(b.id));
		},
	};
}

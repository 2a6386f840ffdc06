import { randomUUID } from 'node:crypto';
import { parse } from 'flatted';
import type { ExecutionStatus, INode, INodeTypeDescription, IRunExecutionData } from 'n8n-workflow';
import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';

import { newestRest, type RestDifferences } from './restDifferences';
import { waitFor } from './waiting';
import type { Workflow } from './workflow';

const ownerLimitMs = 60_000;

export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

export interface NewCredential {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

/** The result of a credential test, as the editor shows it. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface Execution {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
}

/** An error response of n8n, with n8n's message. */
export class RestError extends Error {
	constructor(
		readonly statusCode: number,
		call: string,
		response: string,
	) {
		super(`n8n returned ${statusCode} for ${call}: ${response.slice(0, 500)}`);
	}
}

/** Client for n8n's internal REST API, which the editor uses. Its types are those of n8n 2.41. */
export class RestClient {
	private readonly agent = new Agent();

	/** n8n accepts a session only from the browser that has logged in. */
	private readonly browserId = randomUUID();

	private cookie = '';

	constructor(
		private readonly url: string,
		readonly differences: RestDifferences = newestRest,
	) {}

	async close(): Promise<void> {
		await this.agent.close();
	}

	/** Creates the owner account of a new n8n and logs in. */
	async setUpOwner(owner: Owner): Promise<void> {
		await waitFor(
			async () => {
				try {
					await this.call('POST', '/owner/setup', owner);
					return true;
				} catch (error) {
					// Older versions are ready a moment before they know this address.
					if (error instanceof RestError && error.statusCode === 404) return false;
					throw error;
				}
			},
			{ what: 'the set-up of the owner', timeoutMs: ownerLimitMs },
		);
	}

	async createCredential(credential: NewCredential): Promise<StoredCredential> {
		return await this.call<StoredCredential>('POST', '/credentials', credential);
	}

	/** Runs the editor's credential test for a stored credential. */
	async testCredential(
		{ id, name, type }: StoredCredential,
		data: Record<string, unknown>,
	): Promise<CredentialTestResult> {
		return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Returns the id of the new workflow. */
	async createWorkflow(workflow: Workflow): Promise<string> {
		const { id } = await this.call<{ id: string }>('POST', '/workflows', {
			...workflow,
			...(this.differences.publishing === 'activeField' && { active: false }),
		});
		return id;
	}

	/** Starts a workflow at one of its triggers, like "Execute workflow". Returns the id of the execution. */
	async runWorkflow(workflowId: string, trigger: INode['name']): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${workflowId}/run`,
			{
				triggerToStartFrom: { name: trigger },
				...(this.differences.runTakesWorkflow && {
					workflowData: await this.call<object>('GET', `/workflows/${workflowId}`),
				}),
			},
		);
		return executionId;
	}

	async readExecution(executionId: string): Promise<Execution> {
		const { data, ...execution } = await this.call<Omit<Execution, 'data'> & { data: string }>(
			'GET',
			`/executions/${executionId}`,
		);
		return { ...execution, data: parse(data) as IRunExecutionData };
	}

	async stopExecution(executionId: string): Promise<void> {
		await this.call('POST', `/executions/${executionId}/stop`);
	}

	/** "Retry" in the list of executions. Resolves when the new execution has ended; rejects if there is none. */
	async retryExecution(executionId: string): Promise<void> {
		await this.call('POST', `/executions/${executionId}/retry`, { loadWorkflow: false });
	}

	/** Descriptions of node types, as the editor reads them. Example name: "n8n-nodes-midjourney.midjourney". */
	async nodeTypes(...names: string[]): Promise<INodeTypeDescription[]> {
		const nodeInfos = names.map((name) => ({ name, version: 1 }));
		return await this.call('POST', '/node-types', { nodeInfos });
	}

	/** A file of an execution, by the id in its item. */
	async binaryData(id: string): Promise<Readable> {
		const path = `/binary-data?id=${encodeURIComponent(id)}&action=download`;
		return (await this.send('GET', path)).body;
	}

	private async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
		const response = await this.send(method, path, body);
		const { data } = (await response.body.json()) as { data: T };
		return data;
	}

	private async send(method: 'GET' | 'POST', path: string, body?: object) {
		const response = await request(`${this.url}/rest${path}`, {
			method,
			dispatcher: this.agent,
			headers: {
				'browser-id': this.browserId,
				...(this.cookie && { cookie: this.cookie }),
				...(body && { 'content-type': 'application/json' }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		if (response.statusCode >= 300) {
			throw new RestError(response.statusCode, `${method} ${path}`, await response.body.text());
		}
		this.cookie = sessionCookie(response.headers['set-cookie']) ?? this.cookie;
		return response;
	}
}

/** The session cookie in the cookies that a response sets. */
function sessionCookie(setCookie: string | string[] | undefined): string | undefined {
	return [setCookie ?? []]
		.flat()
		.find((cookie) => cookie.startsWith('n8n-auth='))
		?.split(';')[0];
}

import { randomUUID } from 'node:crypto';
import { parse } from 'flatted';
import type { ExecutionStatus, INode, INodeTypeDescription, IRunExecutionData } from 'n8n-workflow';
import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';

import type { Workflow } from './workflow';

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

/** What the editor shows after pressing Test. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface Execution {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
}

/** The answer of n8n was not a success; carries n8n's own words. */
export class RestError extends Error {
	constructor(
		readonly statusCode: number,
		what: string,
		answer: string,
	) {
		super(`n8n answered ${statusCode} to ${what}: ${answer.slice(0, 500)}`);
	}
}

/** n8n's own REST API, the one that its editor uses; its shapes are those of n8n 2.41. */
export class RestClient {
	private readonly agent = new Agent();

	/** n8n binds the log-in to the browser that did it. */
	private readonly browserId = randomUUID();

	private cookie = '';

	constructor(private readonly url: string) {}

	async close(): Promise<void> {
		await this.agent.close();
	}

	/** Makes the owner account of a new n8n and stays logged in. */
	async setUpOwner(owner: Owner): Promise<void> {
		await this.call('POST', '/owner/setup', owner);
	}

	async createCredential(credential: NewCredential): Promise<StoredCredential> {
		return await this.call<StoredCredential>('POST', '/credentials', credential);
	}

	/** The credential test of the editor, on a stored credential. */
	async testCredential(
		{ id, name, type }: StoredCredential,
		data: Record<string, unknown>,
	): Promise<CredentialTestResult> {
		return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Resolves to the id of the new workflow. */
	async createWorkflow(workflow: Workflow): Promise<string> {
		const { id } = await this.call<{ id: string }>('POST', '/workflows', workflow);
		return id;
	}

	/** Starts a workflow at one of its triggers, as "Execute workflow" does; resolves to the execution's id. */
	async runWorkflow(workflowId: string, trigger: INode['name']): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: trigger } },
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

	/** Descriptions of node types as the editor gets them, e.g. of "n8n-nodes-midjourney.midjourney". */
	async nodeTypes(...names: string[]): Promise<INodeTypeDescription[]> {
		const nodeInfos = names.map((name) => ({ name, version: 1 }));
		return await this.call('POST', '/node-types', { nodeInfos });
	}

	/** A file of an execution, by the id that its item carries. */
	async binaryData(id: string): Promise<Readable> {
		const path = `/binary-data?id=${encodeURIComponent(id)}&action=download`;
		return (await this.send('GET', path)).body;
	}

	private async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
		const answer = await this.send(method, path, body);
		const { data } = (await answer.body.json()) as { data: T };
		return data;
	}

	private async send(method: 'GET' | 'POST', path: string, body?: object) {
		const answer = await request(`${this.url}/rest${path}`, {
			method,
			dispatcher: this.agent,
			headers: {
				'browser-id': this.browserId,
				...(this.cookie && { cookie: this.cookie }),
				...(body && { 'content-type': 'application/json' }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		if (answer.statusCode >= 300) {
			throw new RestError(answer.statusCode, `${method} ${path}`, await answer.body.text());
		}
		this.cookie = logIn(answer.headers['set-cookie']) ?? this.cookie;
		return answer;
	}
}

/** The log-in cookie among those that an answer sets. */
function logIn(setCookie: string | string[] | undefined): string | undefined {
	return [setCookie ?? []]
		.flat()
		.find((cookie) => cookie.startsWith('n8n-auth='))
		?.split(';')[0];
}

import './n8nEnvironment';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type ExecutionStatus,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { useBinaryMode } from './binaryStorage';
import { installLogger } from './capturedLogs';
import { TestCredentialsHelper } from './credentialsHelper';
import type { RunOptions } from './n8n';
import { fullTypeName, packageCredentials, packageNodes, registryOf } from './packageTypes';
import { sourceNode } from './sourceNode';

/** Name of the node under test in the workflow of `prepare`. */
export const nodeName = 'Node';

const source: INode = {
	id: 'source',
	name: 'Source',
	type: 'test.source',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const base = 'http://127.0.0.1:5678';
const addresses = {
	restApiUrl: `${base}/rest`,
	instanceBaseUrl: `${base}/`,
	webhookBaseUrl: `${base}/webhook`,
	webhookTestBaseUrl: `${base}/webhook-test`,
	webhookWaitingBaseUrl: `${base}/webhook-waiting`,
	formBaseUrl: `${base}/form`,
	formTestBaseUrl: `${base}/form-test`,
	formWaitingBaseUrl: `${base}/form-waiting`,
};

/** Sets n8n up and builds the workflow "source -> node under test"; `run` starts it. */
export async function prepare(options: RunOptions) {
	installLogger();
	await useBinaryMode(options.binaryMode ?? 'filesystem');
	const { type = 'midjourney', items = [{ json: {} }] } = options;
	const { executionId = '1', mode = 'trigger' } = options;
	const isOwn = typeof type === 'string';
	const types = isOwn ? await packageNodes() : [type];
	const registry = registryOf({
		...Object.fromEntries(types.map((node) => [fullTypeName(node.description.name), node])),
		[source.type]: sourceNode(items),
	});
	const node = nodeOf(
		options,
		registry.getByNameAndVersion(fullTypeName(isOwn ? type : type.description.name)),
	);
	const content = {
		id: 'workflow',
		name: 'Test',
		active: false,
		nodes: [source, node],
		connections: {
			[source.name]: { main: [[{ node: nodeName, type: 'main' as const, index: 0 }]] },
		},
		settings: { executionOrder: 'v1' as const, ...options.workflowSettings },
	};
	const workflow = new Workflow({ ...content, nodeTypes: registry });
	const credentialTypes = [
		...(options.credentialTypes ?? []),
		...(isOwn ? await packageCredentials() : []),
	];
	const stored = {
		...content,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(),
		updatedAt: new Date(),
	};
	const hooks = new ExecutionLifecycleHooks(mode, executionId, stored);
	let endStatus: ExecutionStatus | undefined;
	hooks.addHandler('workflowExecuteAfter', ({ status }) => {
		endStatus ??= status;
	});
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		...addresses,
		executionId,
		credentialsHelper: new TestCredentialsHelper(credentialTypes, options.credentials ?? {}),
		hooks,
		executionTimeoutTimestamp:
			options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs,
		currentNodeExecutionIndex: 0,
		variables: {},
	};
	const engine = new WorkflowExecute(additionalData as IWorkflowExecuteAdditionalData, mode);
	return {
		run: () => engine.run({ workflow, startNode: workflow.nodes[source.name] }),
		/** The status that n8n would store: a cancelled execution stays so, whatever its node does then. */
		endStatus: () => endStatus,
		markTimedOut: () => {
			engine.timedOut = true;
		},
	};
}

function nodeOf(options: RunOptions, type: INodeType): INode {
	const { name, version, defaultVersion } = type.description;
	const { retryOnFail } = options;
	const credentialNames = Object.keys(options.credentials ?? {});
	return {
		id: 'node',
		name: nodeName,
		type: fullTypeName(name),
		typeVersion: defaultVersion ?? [version].flat().at(-1) ?? 1,
		position: [200, 0],
		parameters: (options.parameters ?? {}) as INodeParameters,
		credentials: Object.fromEntries(
			credentialNames.map((type) => [type, { id: type, name: type }]),
		),
		onError: options.onError,
		retryOnFail: Boolean(retryOnFail),
		...(typeof retryOnFail === 'object' ? retryOnFail : {}),
	};
}

import './n8nEnvironment';
import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	Workflow,
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

/** Name of the node under test. */
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

/** Sets n8n up and creates the workflow "source -> node under test", with all that n8n needs for it. */
export async function makeWorkflow(options: RunOptions) {
	installLogger();
	await useBinaryMode(options.binaryMode ?? 'filesystem');
	const {
		type = 'midjourney',
		items = [{ json: {} }],
		executionId = '1',
		mode = 'trigger',
	} = options;
	const isOwn = typeof type === 'string';
	const types = isOwn ? await packageNodes() : [type];
	const nodeTypes = registryOf({
		...Object.fromEntries(types.map((each) => [fullTypeName(each.description.name), each])),
		[source.type]: sourceNode(items),
	});
	const nodeType = nodeTypes.getByName(
		fullTypeName(isOwn ? type : type.description.name),
	) as INodeType;
	const node = nodeOf(options, nodeType);
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
	const workflow = new Workflow({ ...content, nodeTypes });
	const credentialsHelper = new TestCredentialsHelper(
		[...(options.credentialTypes ?? []), ...(isOwn ? await packageCredentials() : [])],
		options.credentials ?? {},
	);
	const now = new Date();
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		...content,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
	});
	// Only the parts that an execution of these two nodes uses.
	const additionalData = {
		...addresses,
		executionId,
		credentialsHelper,
		hooks,
		executionTimeoutTimestamp:
			options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs,
		currentNodeExecutionIndex: 0,
		currentNodeParameters: undefined,
		variables: {},
	} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
	return { workflow, startNode: source.name, node, nodeType, additionalData, hooks, mode };
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
			credentialNames.map((each) => [each, { id: each, name: each }]),
		),
		onError: options.onError,
		retryOnFail: Boolean(retryOnFail),
		...(typeof retryOnFail === 'object' ? retryOnFail : {}),
	};
}

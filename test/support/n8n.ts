import type {
	ICredentialType,
	IDataObject,
	IExecuteContextData,
	INodeExecutionData,
	INodeType,
	IRun,
	IWorkflowSettings,
	NodeExecutionHint,
	OnError,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { readBinary, type BinaryMode } from './binaryStorage';
import { capturing, type LogLine } from './capturedLogs';
import { prepare } from './engine';
import { nodeName } from './workflow';

export interface RunOptions {
	/** A node of this package by its name, or any node type. Default: `midjourney`. */
	type?: string | INodeType;
	parameters?: IDataObject;
	/** Output of the previous node. Default: one item without fields. */
	items?: INodeExecutionData[];
	/** Credential data by credential type; a type that is left out is not set on the node. */
	credentials?: Record<string, IDataObject>;
	/** Credential classes besides those of this package. */
	credentialTypes?: ICredentialType[];
	onError?: OnError;
	/** The node's setting Retry On Fail; n8n allows 2 to 5 tries and at most 5000 ms between them. */
	retryOnFail?: boolean | { maxTries: number; waitBetweenTries: number };
	/** The workflow's time limit, after which n8n cancels the execution. */
	timeoutMs?: number;
	executionId?: string;
	/** How long ago the first attempt of the execution began, if this is a later one. */
	begunMsAgo?: number;
	/** What n8n has kept of the nodes from an earlier attempt. */
	contextData?: IExecuteContextData;
	/** The run of the node that n8n has stored already: a real one, or what it writes after a crash of its process. */
	storedRun?: 'real' | 'finished' | 'crashed';
	/** Identity of the n8n that runs it. */
	instanceId?: string;
	mode?: WorkflowExecuteMode;
	workflowSettings?: IWorkflowSettings;
	binaryMode?: BinaryMode;
}

/** What n8n keeps of an error that ended an execution. */
export interface RunError {
	name?: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context?: IDataObject;
	messages?: string[];
}

export interface NodeRun {
	status: IRun['status'];
	/** Items by output; with `continueErrorOutput` the last output is the error output. */
	outputs: INodeExecutionData[][];
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Why the execution ended, if it failed or was canceled. */
	error?: RunError;
	hints: NodeExecutionHint[];
	logs: LogLine[];
	/** The bytes of a binary field, read back from n8n's storage. */
	binary: (item: INodeExecutionData, property?: string) => Promise<Buffer>;
	/** The execution as n8n would store it. */
	execution: IRun;
}

export interface RunningNode {
	finished: Promise<NodeRun>;
	/** What n8n does when the user presses Stop. */
	cancel: () => void;
	/** Lines logged so far. */
	logs: LogLine[];
}

/**
 * Runs one node in n8n's own execution engine: a node that outputs `items`, then the node under test.
 * A failure of the node is the result's `status` and `error`. `finished` rejects only if n8n would not
 * start at all, e.g. because a required field is empty.
 */
export function runNode(options: RunOptions): RunningNode {
	const logs: LogLine[] = [];
	let stop = () => {};
	let stopped = false;
	const start = async () => {
		const engine = await prepare(options);
		const execution = engine.run();
		stop = () => execution.cancel();
		if (stopped) stop();
		const limit =
			options.timeoutMs === undefined
				? undefined
				: setTimeout(() => {
						engine.markTimedOut();
						stop();
					}, options.timeoutMs);
		try {
			const run = await execution;
			return toNodeRun({ ...run, status: engine.endStatus() ?? run.status }, logs);
		} finally {
			clearTimeout(limit);
		}
	};
	return {
		finished: capturing(logs, start),
		cancel() {
			stopped = true;
			stop();
		},
		logs,
	};
}

function toNodeRun(execution: IRun, logs: LogLine[]): NodeRun {
	const { runData, error } = execution.data.resultData;
	const last = runData[nodeName]?.at(-1);
	const outputs = (last?.data?.main ?? []).map((items) => items ?? []);
	return {
		status: execution.status,
		outputs,
		items: outputs[0] ?? [],
		error: error,
		hints: last?.hints ?? [],
		logs,
		binary: readBinary,
		execution,
	};
}

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { EmulatorOptions } from '../../emulator/server';
import type { ServiceName } from '../../nodes/Midjourney/service/features';
import { useEmulator } from './emulator';
import { runNode, type NodeRun, type RunOptions } from './n8n';

type Changes = Omit<RunOptions, 'parameters' | 'type'>;

/** The Midjourney node and an emulator of its services; `service`: the one that the node uses unless told otherwise. */
export function useMidjourney(options?: EmulatorOptions, service: ServiceName = 'ohMyGpt') {
	const emulator = useEmulator(options);
	let executions = 0;

	/** Starts an operation, named like `image.imagine`. */
	const start = (operation: string, parameters: IDataObject = {}, changes: Changes = {}) => {
		const [resource, value] = operation.split('.');
		return runNode({
			parameters: { service, resource, operation: value, ...parameters },
			credentials: service === 'ohMyGpt' ? emulator.credentials() : emulator.proxyCredentials(),
			executionId: String(++executions),
			...changes,
		});
	};

	const run = async (operation: string, parameters?: IDataObject, changes?: Changes) =>
		await start(operation, parameters, changes).finished;

	return { emulator, start, run };
}

/** The only output item. Throws the run's error, or if there is not exactly one item. */
export function only(run: NodeRun): INodeExecutionData {
	if (run.error) throw new Error(`${run.error.message} ${run.error.description ?? ''}`);
	if (run.items.length !== 1) throw new Error(`${run.items.length} items instead of one`);
	return run.items[0]!;
}

export const prompts = (...texts: string[]): INodeExecutionData[] =>
	texts.map((prompt) => ({ json: { prompt } }));

/** An item with a file in each named binary field, as n8n keeps it in memory. */
export const withFiles = (files: Record<string, Buffer>): INodeExecutionData => ({
	json: {},
	binary: Object.fromEntries(
		Object.entries(files).map(([name, bytes]) => [
			name,
			{ data: bytes.toString('base64'), mimeType: 'image/png', fileName: `${name}.png` },
		]),
	),
});

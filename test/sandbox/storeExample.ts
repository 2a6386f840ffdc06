import type { Emulator } from '../../emulator/server';
import { emulatorCredential, proxyCredential } from '../../sandbox/emulatorService';
import { withCredential, withFolder } from '../../sandbox/examples';
import { storeWorkflow, type StoredWorkflow } from '../../sandbox/executions';
import type { N8n } from '../../sandbox/n8n';
import type { Workflow } from '../../sandbox/workflow';

/** Stores a workflow as a user imports it: with credentials of both services, and a folder that n8n may write to. */
export async function storeExample(
	{ rest, filesFolder }: Pick<N8n, 'filesFolder' | 'rest'>,
	emulator: Emulator,
	workflow: Workflow,
	key: 'user' | 'admin' = 'user',
): Promise<StoredWorkflow> {
	const data = { ...emulatorCredential(emulator, emulator.keys[key]), membership: 'premium' };
	const stored = await rest.createCredential({ name: key, type: 'ohMyGptApi', data });
	const proxy = await rest.createCredential({
		name: 'proxy',
		type: 'midjourneyProxyApi',
		data: proxyCredential(emulator),
	});
	const here = withFolder(workflow, filesFolder);
	return await storeWorkflow(
		rest,
		withCredential(withCredential(here, stored, data.baseUrl), proxy),
	);
}

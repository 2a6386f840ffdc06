import { CredentialTestContext, LoadOptionsContext } from 'n8n-core';
import type { IDataObject, INodeCredentialTestResult, INodePropertyOptions } from 'n8n-workflow';
import type { RunOptions } from './n8n';
import { makeWorkflow } from './workflow';

/**
 * What n8n's editor shows in a field whose options are loaded: runs the node's `loadOptions` method with
 * the parameters in the panel. Rejects with the node's error.
 */
export async function loadOptions(
	method: string,
	options: Pick<RunOptions, 'type' | 'parameters' | 'credentials' | 'credentialTypes'>,
): Promise<INodePropertyOptions[]> {
	const { workflow, node, nodeType, additionalData } = await makeWorkflow(options);
	const load = nodeType.methods?.loadOptions?.[method];
	if (!load) throw new Error(`The node has no loadOptions method ${method}`);
	additionalData.currentNodeParameters = node.parameters;
	return await load.call(new LoadOptionsContext(workflow, node, additionalData, ''));
}

/**
 * What n8n shows after a credential is saved, if a function of the node tests it: runs that function
 * with the credential's data, defaults filled in.
 */
export async function testCredential(
	name: string,
	data: IDataObject,
	options: Pick<RunOptions, 'type' | 'credentialTypes'> = {},
): Promise<INodeCredentialTestResult> {
	const credentials = { [name]: data };
	const { nodeType, additionalData } = await makeWorkflow({ ...options, credentials });
	const testedBy = nodeType.description.credentials?.find((each) => each.name === name)?.testedBy;
	const test =
		typeof testedBy === 'string' ? nodeType.methods?.credentialTest?.[testedBy] : undefined;
	if (!test) throw new Error(`The node has no test for the credential ${name}`);
	const details = { id: name, name };
	const decrypted = await additionalData.credentialsHelper.getDecrypted(
		additionalData,
		details,
		name,
		'internal',
	);
	return await test.call(new CredentialTestContext(additionalData), {
		...details,
		type: name,
		data: decrypted,
	});
}

import { Credentials, getAdditionalKeys } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

type Data = ICredentialDataDecryptedObject;

/**
 * Provides credentials to nodes as n8n does, from data in memory instead of a database: defaults of the
 * credential's fields filled in, expressions resolved, `authenticate` applied to requests.
 */
export class TestCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: ICredentialType[],
		private readonly stored: Record<string, IDataObject | undefined>,
	) {
		super();
	}

	private typeOf(name: string): ICredentialType {
		const type = this.types.find((candidate) => candidate.name === name);
		if (!type) throw new Error(`No credential type ${name}`);
		return type;
	}

	getParentTypes(name: string): string[] {
		return this.typeOf(name).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeOf(type).properties;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<Credentials> {
		const credentials = new Credentials({ id: details.id, name: details.name }, type);
		await credentials.setData((this.stored[type] ?? {}) as Data);
		return credentials;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		at?: ICredentialsExpressionResolveValues,
	): Promise<Data> {
		const stored = this.stored[type];
		if (!stored) throw new Error(`Credential with type "${type}" does not exist`);
		if (raw) return stored as Data;
		const data = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		);
		if (!at || !data) return (data ?? {}) as Data;
		return at.workflow.expression.getParameterValue(
			data,
			at.runExecutionData,
			at.runIndex,
			at.itemIndex,
			at.node.name,
			at.connectionInputData,
			mode,
			getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
			executeData,
			false,
			data,
		) as Data;
	}

	async authenticate(
		credentials: Data,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions;
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (authenticate?.type !== 'generic') return request;
		const resolve = (text: string) =>
			String(
				workflow.expression.getSimpleParameterValue(
					node,
					text,
					'internal',
					{ $credentials: credentials },
					undefined,
					'',
				) ?? '',
			);
		const parts: Record<string, IDataObject | undefined> = {};
		for (const [part, values] of Object.entries(authenticate.properties)) {
			const existing = request[part as keyof IHttpRequestOptions] as IDataObject | undefined;
			const added = Object.entries(values as Record<string, string>).map(([name, value]) => [
				resolve(name),
				resolve(value),
			]);
			parts[part] = { ...existing, ...(Object.fromEntries(added) as IDataObject) };
		}
		return Object.assign(request, parts);
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async updateCredentials(): Promise<void> {
		throw new Error('Credentials of the tests cannot be changed');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('Credentials of the tests cannot be changed');
	}
}

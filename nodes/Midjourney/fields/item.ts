import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Service } from '../service/service';
import type { NodeParameters } from './nodeParameters';

/** What is needed to output a task, in the run or when a suspended execution resumes. */
export interface ItemContext {
	context: IExecuteFunctions | IWebhookFunctions;
	service: Service;
}

/** One input item, as an operation sees it. */
export interface Item extends ItemContext {
	index: number;
	/** Which run of the node within the execution this is, from 0; more than one in loops. */
	runIndex: number;
	/** The same at every attempt of this execution, and at no other execution of any n8n. */
	identity: string;
	input: INodeExecutionData;
	parameters: NodeParameters;
	context: IExecuteFunctions;
}

/** One output item; the run adds its pairing with the input. */
export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

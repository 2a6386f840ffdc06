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

/** What identifies an item. */
export interface ItemIdentity {
	/** The same at every attempt of this execution, and at no other; with a key the same at every execution of this n8n. */
	owner: string;
	/** The item among others of the same owner. */
	place: ReadonlyArray<string | number>;
	/** Whether an agent calls it as a tool. */
	isTool: boolean;
	/** As the user has set it; empty for none. */
	key: string;
}

/** One input item, as an operation sees it. */
export interface Item extends ItemContext {
	index: number;
	/** Which run of the node within the execution this is, from 0; more than one in loops. */
	runIndex: number;
	/** What the mark of its tasks is made from. */
	identity: ItemIdentity;
	input: INodeExecutionData;
	parameters: NodeParameters;
	context: IExecuteFunctions;
}

/** One output item; the run adds its pairing with the input. */
export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

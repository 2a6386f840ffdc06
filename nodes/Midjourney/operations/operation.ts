import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Result } from '../service/result';
import { apiError, operationError } from '../service/errors';
import type { Door } from '../service/client';
import type { NodeParameters } from '../fields/nodeParameters';
import type { Waiting } from '../fields/waiting';
import type { Creation } from '../model/creation';
import type { Task } from '../model/task';

export type Resource = 'image' | 'task' | 'account' | 'apiKey';

/** What is needed to give out a result for an input item, at once or when a suspended execution goes on. */
export interface Recipient {
	index: number;
	parameters: NodeParameters;
	door: Door & { context: IExecuteFunctions | IWebhookFunctions };
}

/** One input item's turn: what an operation may use. */
export interface Item extends Recipient {
	/** Which run of the node within the execution this is, from 0; more than one in loops. */
	runIndex: number;
	input: INodeExecutionData;
	door: Door & { context: IExecuteFunctions };
}

/** One output item; its pairing with the input is added by the run. */
export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

interface Described {
	resource: Resource;
	/** Stable machine name; the file is called the same. */
	value: string;
	/** Shown in the menu, in Title Case. */
	name: string;
	/** Shown in the node list, in sentence case. */
	action: string;
	description: string;
	/** Key of `facts/endpoints`, for the documentation. Empty where the operation calls none of its own. */
	endpoint: string;
	/** Without `displayOptions` for resource and operation: the catalogue adds them. */
	fields: INodeProperties[];
	/** Lists that fields load, by the name in their `loadOptionsMethod`. */
	loadOptions?: Record<string, LoadOptions>;
}

/** An operation that works item by item. */
export interface ItemOperation extends Described {
	execute(item: Item): Promise<Output[]>;
}

/** A task to create, or the id of one that exists. */
export type Wanted = { creation: Creation } | { taskId: string };

/** What a task operation wants done for one item; no task has been created yet. */
export interface Plan {
	wanted: Wanted[];
	waiting: Waiting;
	/** Tokens that the whole run may spend; the least of all items counts. */
	maximumCost?: number;
	/** What is legal and unwise: shown with the output. */
	hints?: string[];
}

/** An operation on tasks, all items together: the run submits, waits and delivers. */
export interface TaskOperation extends Described {
	/** Reads and checks one item. Whatever is wrong with it is thrown here, before anything is paid. */
	plan(item: Item): Promise<Plan>;
	/** Makes the output of a task that has succeeded, or that is given out unfinished. */
	deliver(recipient: Recipient, task: Task): Promise<Output[]>;
}

export type Operation = ItemOperation | TaskOperation;

/** An error about one item: what happened, and what to do next. */
export const refuse = (item: Recipient, message: string, description: string, taskId?: string) =>
	operationError(item.door.context.getNode(), message, description, {
		itemIndex: item.index,
		...(taskId === undefined ? {} : { taskId }),
	});

/** The data of an answer, or the error that it means. */
export function dataOf<T>(item: Recipient, answer: Result<T>, taskId?: string): T {
	if (answer.ok) return answer.data;
	const subject = { itemIndex: item.index, ...(taskId === undefined ? {} : { taskId }) };
	throw apiError(item.door.context.getNode(), answer.failure, subject);
}

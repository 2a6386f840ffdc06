import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Maximum } from '../fields/cost';
import type { Item, Output } from '../fields/item';
import type { OutputOptions } from '../fields/output';
import type { Waiting } from '../fields/waiting';
import type { Creation, FollowUp } from '../model/creation';
import type { Feature } from '../service/features';

export type Resource = 'image' | 'task' | 'account' | 'apiKey';

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

interface OperationDescription {
	resource: Resource;
	/** Stable machine name; the file has the same name. */
	value: string;
	/** Shown in the menu, in Title Case. */
	name: string;
	/** Shown in the node list, in sentence case. */
	action: string;
	description: string;
	/**
	 * What a model is told that may use the operation as a tool: what it makes, how long it takes, what it costs and what comes
	 * back. `description` where there is nothing to add.
	 */
	forAgents?: string;
	/** What a service needs to have for it; any service has it without. */
	needs?: Feature;
	/** Name of the endpoint, for the documentation. Empty where the operation calls none of its own. */
	endpoint: string;
	/** Without `displayOptions` for resource and operation: the catalogue adds them. */
	fields: INodeProperties[];
	/** Lists that fields load, by the name in their `loadOptionsMethod`. */
	loadOptions?: Record<string, LoadOptions>;
}

/** An operation that works item by item. */
export interface ItemOperation extends OperationDescription {
	execute(item: Item): Promise<Output[]>;
}

/**
 * A task to create, or the ID of one that exists. With a follow-up the result is the task of that one; requests of one item
 * with follow-ups share their first task.
 */
export type TaskRequest = { creation: Creation; followUp?: FollowUp } | { taskId: string };

/** The tasks of one item; none of them has been created yet. */
export interface TaskPlan {
	requests: TaskRequest[];
	waiting: Waiting;
	/** How each task becomes output items. */
	output: OutputOptions;
	/** Whether a creation may be sent again when its response was lost and the task list does not show its task. */
	isSentAgain?: boolean;
	/** What the whole run may spend; the lowest of all items counts. */
	maximum?: Maximum;
	/** What is legal and unwise: shown with the output. */
	hints?: string[];
}

/** An operation on tasks, all items together: the run submits, waits and outputs. */
export interface TaskOperation extends OperationDescription {
	/** Reads and checks one item. What is wrong with it is thrown here, before anything is paid. */
	plan(item: Item): Promise<TaskPlan>;
}

export type Operation = ItemOperation | TaskOperation;

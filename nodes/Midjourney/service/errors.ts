import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';
import { unfinishedTasks } from './ohmygpt/facts/accountLimits';
import type { FailureKind } from './failures';
import type { Task } from '../model/task';
import type { Failure } from './result';
import { cleanMessage, classifyFailure } from './ohmygpt/envelope';

/** What an error is about. */
export interface Subject {
	itemIndex: number;
	taskId?: string;
	/** Where no task has come of a button: which it was, and of which task. */
	pressed?: { button: string; sourceId: string };
	/** The task as far as it is known, for the error's data. */
	task?: IDataObject;
}

interface Help {
	/** What happened, as the start of the message. */
	what: string;
	/** What to do next. */
	next: string;
}

const { regular, vip, premium } = unfinishedTasks;

const help: Readonly<Record<FailureKind, Help>> = {
	key: {
		what: 'OhMyGPT did not accept the API key',
		next: "Check 'API Key' in the credential: copy the key again from OhMyGPT's console and see that it has not expired or been disabled.",
	},
	permission: {
		what: 'The API key lacks a permission',
		next: "Tick the Midjourney permission for this key in OhMyGPT's console; managing keys and reading the balance need an administrator key.",
	},
	balance: {
		what: 'The balance of the OhMyGPT account is too low',
		next: 'Top up the account, or use NORMAL mode, which costs half. Nothing was charged for this item.',
	},
	queueFull: {
		what: "The account's queue is full",
		next: `An account may have ${regular} (Regular), ${vip} (VIP) or ${premium} (Premium) unfinished tasks. Wait for tasks to finish, and see that 'Membership' in the credential is the account's own.`,
	},
	rateLimit: {
		what: 'OhMyGPT asks to send fewer requests',
		next: 'Wait a moment and run again, or give the node fewer items at a time.',
	},
	moderation: {
		what: 'The content was turned down by moderation',
		next: 'Rephrase the prompt without the words named, or use another picture. Nothing was charged.',
	},
	unknownTask: {
		what: 'OhMyGPT does not know this task',
		next: 'Check the task ID: it is the number that the creating operation returned, and it belongs to the account of this API key.',
	},
	wrongPool: {
		what: 'The task belongs to the other pool',
		next: 'A task is continued in the pool, FAST or NORMAL, that it was created in.',
	},
	expiredButton: {
		what: 'This button cannot be pressed',
		next: 'Take the button from the task itself (Task > Get shows those it has); buttons of old tasks expire.',
	},
	tooLarge: {
		what: 'The request is too large',
		next: 'Use smaller pictures, or give their addresses instead of the pictures themselves.',
	},
	notFound: {
		what: 'OhMyGPT did not find what was asked for',
		next: "Check the ID, and 'Base URL' in the credential.",
	},
	gone: {
		what: 'The service does not answer at this address',
		next: "Check 'Base URL' in the credential. If it is right, OhMyGPT may have moved or ended this part of its API.",
	},
	refused: {
		what: 'OhMyGPT refused the request',
		next: "The words after the colon are the service's own. Correct the parameter they name and run again.",
	},
	server: {
		what: 'OhMyGPT could not handle the request',
		next: 'This is usually over soon: run again later.',
	},
	unreadable: {
		what: 'OhMyGPT sent an answer that cannot be read',
		next: "Check 'Base URL' in the credential; if it is right, run again later.",
	},
	unreachable: {
		what: 'OhMyGPT cannot be reached',
		next: "Check 'Base URL' in the credential and this machine's way to the internet; OhMyGPT has alternative hosts.",
	},
	lost: {
		what: 'The connection to OhMyGPT broke before the answer came',
		next: 'Run again later.',
	},
	cancelled: {
		what: 'The execution was stopped',
		next: 'Tasks that were submitted go on at OhMyGPT and are charged when they succeed.',
	},
};

function about({ taskId, pressed }: Subject): string {
	if (pressed) return ` (button '${pressed.button}' of task ${pressed.sourceId})`;
	return taskId === undefined ? '' : ` (task ${taskId})`;
}

/** Constructors of n8n's errors replace messages that contain names of network errors; ours stay as they are. */
function finished<E extends NodeApiError | NodeOperationError>(
	error: E,
	message: string,
	subject: Subject,
): E {
	error.message = message;
	if (subject.taskId !== undefined) error.context.taskId = subject.taskId;
	if (subject.task !== undefined) error.context.task = subject.task;
	return error;
}

/** What a failed call means to a user: what happened, in the service's words, and what to do next. */
export function explain(failed: Failure, next?: string): { message: string; description: string } {
	const { what, next: usual } = help[failed.kind];
	return { message: `${what}: ${failed.message}`, description: next ?? usual };
}

/** The one place where a failed call becomes an error of n8n. `next` replaces the usual advice. */
export function apiError(
	node: INode,
	failed: Failure,
	subject: Subject,
	next?: string,
): NodeApiError {
	const explained = explain(failed, next);
	const message = `${explained.message}${about(subject)}`;
	const error = new NodeApiError(
		node,
		{ message: failed.message, kind: failed.kind },
		{
			message,
			description: explained.description,
			itemIndex: subject.itemIndex,
			...(failed.status === undefined ? {} : { httpCode: String(failed.status) }),
		},
	);
	return finished(error, message, subject);
}

/** An error that no call caused: bad input, a failed task, a limit that passed. */
export function operationError(
	node: INode,
	message: string,
	description: string,
	subject: Subject,
): NodeOperationError {
	const full = `${message}${about(subject)}`;
	const error = new NodeOperationError(node, full, { description, itemIndex: subject.itemIndex });
	return finished(error, full, subject);
}

/** The error of a task that Midjourney ended without a result. Such a task is not charged. */
export function taskError(node: INode, { failReason, status }: Task, subject: Subject) {
	const reason = cleanMessage(failReason ?? '') || `state ${status}`;
	return classifyFailure(400, reason) === 'moderation'
		? apiError(node, { kind: 'moderation', message: reason }, subject)
		: operationError(
				node,
				`Midjourney ended the task without a result: ${reason}`,
				'Nothing was charged. Change the prompt if the reason names it, else run the item again.',
				subject,
			);
}

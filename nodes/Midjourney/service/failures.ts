import { failureWords } from './failureWords';
import type { Failure } from './result';

/** All that is known about one kind of failure. Kinds without codes, words and statuses are set by the code that sees them. */
export interface FailureRow {
	/** Machine codes by which it is recognised in a response. */
	readonly errorTypes?: readonly string[];
	/** Words of the message. */
	readonly words?: RegExp;
	/** For which statuses its words count more than the status. */
	readonly wordsOutrank?: (status: number) => boolean;
	/** HTTP status, or `statusCode` of the body. */
	readonly statuses?: readonly number[];
	/**
	 * What the request did: nothing; unknown; refused. A `tentative` refusal may be wrong about a task that exists, since a
	 * new one may be unknown for a moment, or a gateway confused.
	 */
	readonly effect: 'none' | 'unknown' | 'final' | 'tentative';
	/** What it ends besides its own request: nothing, all further creations of the run, or its polling as well. */
	readonly ends: 'request' | 'creations' | 'run';
	/** What happened; the start of the error's message. `{service}` stands for the provider's name. */
	readonly what: string;
	/** What to do next, where the provider has no advice of its own. */
	readonly next: string;
}

const anyStatus = () => true;
/** All but those that show doubt themselves. */
const clearStatus = (status: number) => status < 500 || status === 503;
/** A refusal whose status leaves its reason open. */
const openRefusal = (status: number) =>
	status >= 400 && status < 500 && ![401, 402, 408, 409, 413, 425, 429, 499].includes(status);

const noEffect = { effect: 'none', ends: 'request' } as const;
const uncertain = { effect: 'unknown', ends: 'request' } as const;
const tentative = { effect: 'tentative', ends: 'request' } as const;
const refusal = { effect: 'final', ends: 'request' } as const;

/**
 * The one table of failures: a new kind is one row. How a response finds its row: `service/classifyFailure.ts`.
 *
 * Only 400, 401, 402 and two `errorType`s are documented. Source: OhMyGPT's OAuth and balance pages, read 2026-11.
 */
export const failureTable = {
	upstream: {
		words: failureWords.upstream,
		wordsOutrank: clearStatus,
		...uncertain,
		what: '{service} was let down by a server behind it',
		next: 'This is usually over soon: run again later.',
	},
	moderation: {
		words: failureWords.moderation,
		wordsOutrank: openRefusal,
		...refusal,
		what: "Midjourney's moderation rejected the prompt",
		next: 'Rephrase the prompt without the words named, or use another image. Nothing was charged.',
	},
	queueFull: {
		words: failureWords.queueFull,
		wordsOutrank: anyStatus,
		...noEffect,
		what: "The account's queue is full",
		next: 'Wait for tasks to finish, and check the number of tasks at once in the credential.',
	},
	wrongPool: {
		words: failureWords.wrongPool,
		...refusal,
		what: 'The task belongs to the other pool',
		next: 'A task is continued in the pool that it was created in.',
	},
	expiredButton: {
		words: failureWords.expiredButton,
		...refusal,
		what: 'This button cannot be pressed',
		next: 'Take the button from the task itself (Task > Get shows those it has); buttons of old tasks expire.',
	},
	tooLarge: {
		statuses: [413],
		words: failureWords.tooLarge,
		...refusal,
		what: 'The request is too large',
		next: 'Use smaller images, or give their URLs instead of the images themselves.',
	},
	unknownTask: {
		words: failureWords.unknownTask,
		...tentative,
		what: '{service} does not know this task',
		next: 'Check the task ID: it is the number that the creating operation returned, and it belongs to the account of this API key.',
	},
	balance: {
		errorTypes: ['insufficient_balance_error'],
		statuses: [402],
		words: failureWords.balance,
		wordsOutrank: openRefusal,
		effect: 'final',
		ends: 'creations',
		what: 'The balance of the {service} account is too low',
		next: 'Top up the account. Nothing was charged for this item.',
	},
	permission: {
		statuses: [403],
		words: failureWords.permission,
		effect: 'final',
		ends: 'run',
		what: 'The API key lacks a permission',
		next: 'Check in the console of {service} what this key may do.',
	},
	key: {
		errorTypes: ['oauth_invalid_token_error'],
		statuses: [401],
		words: failureWords.key,
		effect: 'final',
		ends: 'run',
		what: '{service} did not accept the API key',
		next: "Check 'API Key' in the credential: copy the key again and check that it has not expired or been disabled.",
	},
	rateLimit: {
		statuses: [429],
		words: failureWords.rateLimit,
		...noEffect,
		what: '{service} received too many requests',
		next: 'Wait a moment and run again, or give the node fewer items at a time.',
	},
	gone: {
		statuses: [410],
		words: failureWords.gone,
		effect: 'tentative',
		ends: 'creations',
		what: 'The service does not respond at this address',
		next: "Check 'Base URL' in the credential. If it is right, {service} may have moved or ended this part of its API.",
	},
	notFound: {
		...tentative,
		what: '{service} did not find what was requested',
		next: "Check the ID, and 'Base URL' in the credential.",
	},
	unsupported: {
		effect: 'final',
		ends: 'creations',
		what: '{service} cannot do this',
		next: 'Not every server has everything. Use another operation, or another server.',
	},
	refused: {
		...tentative,
		what: '{service} refused the request',
		next: "The words after the colon are the service's own. Correct the parameter they name and run again.",
	},
	server: {
		statuses: [408, 409, 425, 499],
		...uncertain,
		what: '{service} could not handle the request',
		next: 'This is usually over soon: run again later.',
	},
	unavailable: {
		statuses: [503],
		...noEffect,
		what: '{service} is not available at the moment',
		next: 'This is usually over soon: run again later.',
	},
	gateway: {
		...uncertain,
		what: "The response did not come from {service}'s API",
		next: "A proxy, a CDN or a firewall may be in the way for a while: run again later. If it stays so, check 'Base URL' in the credential; {service} may also have moved or ended this part of its API.",
	},
	unreadable: {
		...uncertain,
		what: '{service} sent a response that cannot be read',
		next: "Check 'Base URL' in the credential; if it is right, run again later.",
	},
	unreachable: {
		...noEffect,
		what: '{service} cannot be reached',
		next: "Check 'Base URL' in the credential and this machine's connection to it.",
	},
	lost: {
		...uncertain,
		what: 'The connection to {service} broke before the response came',
		next: 'Run again later.',
	},
	cancelled: {
		...refusal,
		what: 'The execution was stopped',
		next: 'Tasks that were submitted go on at {service} and are charged when they succeed.',
	},
} as const satisfies Readonly<Record<string, FailureRow>>;

export type FailureKind = keyof typeof failureTable;

export const rowOf = ({ kind }: Pick<Failure, 'kind'>): FailureRow => failureTable[kind];

/** Whether the same request may be sent again without risk, since nothing has happened. */
export const isSafeToRepeat = (failed: Failure) => rowOf(failed).effect === 'none';

/** Whether the request may have been acted on although no usable response came. */
export const isUncertain = (failed: Failure) => rowOf(failed).effect === 'unknown';

/** Whether another attempt later may succeed. */
export const isTransient = (failed: Failure) => ['none', 'unknown'].includes(rowOf(failed).effect);

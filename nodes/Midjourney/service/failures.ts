import { unfinishedTasks } from './ohmygpt/facts/accountLimits';
import type { Failure } from './result';

/** All that is known about one kind of failure. Kinds without codes, words and statuses are set by the code that sees them. */
export interface FailureRow {
	/** Machine codes by which it is recognised in a response. */
	readonly errorTypes?: readonly string[];
	/** Words of the message. */
	readonly words?: RegExp;
	/** HTTP status, or `statusCode` of the body. */
	readonly statuses?: readonly number[];
	/**
	 * What the request did: nothing; unknown; refused. A `tentative` refusal may be wrong about a task that exists, since a
	 * new one may be unknown for a moment, or a gateway confused.
	 */
	readonly effect: 'none' | 'unknown' | 'final' | 'tentative';
	/** What it ends besides its own request: nothing, all further creations of the run, or its polling as well. */
	readonly ends: 'request' | 'creations' | 'run';
	/** What happened; the start of the error's message. */
	readonly what: string;
	/** What to do next. */
	readonly next: string;
}

const { regular, vip, premium } = unfinishedTasks;

const noEffect = { effect: 'none', ends: 'request' } as const;
const uncertain = { effect: 'unknown', ends: 'request' } as const;
const tentative = { effect: 'tentative', ends: 'request' } as const;
const refusal = { effect: 'final', ends: 'request' } as const;

/**
 * The one table of failures: a new kind is one row. A response is compared with the machine codes of all rows, then
 * with their words, then with their statuses; the first match wins. What matches no row is `refused` or `server`.
 *
 * Only 400, 401, 402 and two `errorType`s are documented; the words are those of related projects
 * and of common gateways, in English and Chinese.
 * Source: OhMyGPT's OAuth and balance pages, midjourney-proxy's messages; read 2026-11.
 */
export const failureTable = {
	moderation: {
		words: /banned|moderat|sensitive word|敏感|违规|blocked by (our|the) /i,
		...refusal,
		what: 'The content was rejected by moderation',
		next: 'Rephrase the prompt without the words named, or use another picture. Nothing was charged.',
	},
	queueFull: {
		words:
			/queue\b.*\bfull|unfinished tasks?|too many (running|concurrent|unfinished)|concurren\w+ limit|队列.*满|任务.*上限/i,
		...noEffect,
		what: "The account's queue is full",
		next: `An account may have ${regular} (Regular), ${vip} (VIP) or ${premium} (Premium) unfinished tasks. Wait for tasks to finish, and check that 'Membership' in the credential is the account's own.`,
	},
	wrongPool: {
		words:
			/(pool|task ?type|\btype\b).*(mismatch|differ|does not match|same)|mismatch.*(pool|type)/i,
		...refusal,
		what: 'The task belongs to the other pool',
		next: 'A task is continued in the pool, FAST or NORMAL, that it was created in.',
	},
	expiredButton: {
		words: /custom ?id|button|action .*(expired|not (available|offered|found))/i,
		...refusal,
		what: 'This button cannot be pressed',
		next: 'Take the button from the task itself (Task > Get shows those it has); buttons of old tasks expire.',
	},
	tooLarge: {
		statuses: [413],
		words: /too large|payload size|entity too large/i,
		...refusal,
		what: 'The request is too large',
		next: 'Use smaller pictures, or give their URLs instead of the pictures themselves.',
	},
	unknownTask: {
		words:
			/task\b.*(not found|not exist|unknown|no such|belong)|(no such|unknown|invalid) task|任务.*不存在/i,
		...tentative,
		what: 'OhMyGPT does not know this task',
		next: 'Check the task ID: it is the number that the creating operation returned, and it belongs to the account of this API key.',
	},
	balance: {
		errorTypes: ['insufficient_balance_error'],
		statuses: [402],
		words: /insufficient (balance|quota|funds)|balance (is )?(too low|not enough)|余额不足/i,
		effect: 'final',
		ends: 'creations',
		what: 'The balance of the OhMyGPT account is too low',
		next: 'Top up the account, or use NORMAL mode, which costs half. Nothing was charged for this item.',
	},
	permission: {
		statuses: [403],
		words: /permission|not allowed to use|权限/i,
		effect: 'final',
		ends: 'run',
		what: 'The API key lacks a permission',
		next: "Tick the Midjourney permission for this key in OhMyGPT's console; managing keys and reading the balance need an administrator key.",
	},
	key: {
		errorTypes: ['oauth_invalid_token_error'],
		statuses: [401],
		words:
			/(invalid|wrong|unknown|expired|disabled)\b.*\b(api[ -]?key|token)|(api[ -]?key|token)\b.*\b(invalid|wrong|unknown|expired|disabled|not found)|unauthori[sz]ed/i,
		effect: 'final',
		ends: 'run',
		what: 'OhMyGPT did not accept the API key',
		next: "Check 'API Key' in the credential: copy the key again from OhMyGPT's console and check that it has not expired or been disabled.",
	},
	rateLimit: {
		statuses: [429],
		words: /rate limit|too many requests/i,
		...noEffect,
		what: 'OhMyGPT received too many requests',
		next: 'Wait a moment and run again, or give the node fewer items at a time.',
	},
	gone: {
		statuses: [410],
		words: /^(route|cannot) .*(get|post)\b.*|no such (route|endpoint)/i,
		effect: 'tentative',
		ends: 'creations',
		what: 'The service does not respond at this address',
		next: "Check 'Base URL' in the credential. If it is right, OhMyGPT may have moved or ended this part of its API.",
	},
	notFound: {
		statuses: [404],
		...tentative,
		what: 'OhMyGPT did not find what was requested',
		next: "Check the ID, and 'Base URL' in the credential.",
	},
	refused: {
		...tentative,
		what: 'OhMyGPT refused the request',
		next: "The words after the colon are the service's own. Correct the parameter they name and run again.",
	},
	server: {
		...uncertain,
		what: 'OhMyGPT could not handle the request',
		next: 'This is usually over soon: run again later.',
	},
	unreadable: {
		...uncertain,
		what: 'OhMyGPT sent a response that cannot be read',
		next: "Check 'Base URL' in the credential; if it is right, run again later.",
	},
	unreachable: {
		...noEffect,
		what: 'OhMyGPT cannot be reached',
		next: "Check 'Base URL' in the credential and this machine's connection to the internet; OhMyGPT has alternative hosts.",
	},
	lost: {
		...uncertain,
		what: 'The connection to OhMyGPT broke before the response came',
		next: 'Run again later.',
	},
	cancelled: {
		...refusal,
		what: 'The execution was stopped',
		next: 'Tasks that were submitted go on at OhMyGPT and are charged when they succeed.',
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

const rows = Object.entries(failureTable) as ReadonlyArray<[FailureKind, FailureRow]>;

const findKind = (matches: (row: FailureRow) => boolean | undefined) =>
	rows.find(([, row]) => matches(row))?.[0];

/** The kind of a refusal, by its machine code, its words and its status. */
export function classifyFailure(status: number, message: string, errorType?: unknown): FailureKind {
	const isType = (types?: readonly string[]) => types?.some((type) => type === errorType);
	return (
		findKind(({ errorTypes }) => isType(errorTypes)) ??
		(status < 500 ? findKind(({ words }) => words?.test(message)) : undefined) ??
		findKind(({ statuses }) => statuses?.includes(status)) ??
		(status >= 500 ? 'server' : 'refused')
	);
}

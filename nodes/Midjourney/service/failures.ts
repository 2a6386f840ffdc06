/** What went wrong with a call, as far as a client has to act differently. */
export type FailureKind =
	| 'key'
	| 'permission'
	| 'balance'
	| 'queueFull'
	| 'rateLimit'
	| 'moderation'
	| 'unknownTask'
	| 'wrongPool'
	| 'expiredButton'
	| 'tooLarge'
	| 'notFound'
	| 'gone'
	| 'refused'
	| 'server'
	| 'unreadable'
	| 'unreachable'
	| 'lost'
	| 'cancelled';

/** How a refusal is recognised: by its machine code, by words of its message, or by its status. First match wins. */
export interface FailureFact {
	readonly kind: FailureKind;
	readonly errorTypes?: readonly string[];
	readonly words?: RegExp;
	/** HTTP status or `statusCode` of the body. */
	readonly statuses?: readonly number[];
}

/**
 * Only 400, 401, 402 and two `errorType`s are documented; the words are those of related projects
 * and of common gateways, in English and Chinese. What matches no row is shown as it came.
 * Source: OhMyGPT's OAuth and balance pages, midjourney-proxy's messages; read 2026-11.
 */
export const failureFacts: readonly FailureFact[] = [
	{ kind: 'balance', errorTypes: ['insufficient_balance_error'] },
	{ kind: 'key', errorTypes: ['oauth_invalid_token_error'] },
	{ kind: 'moderation', words: /banned|moderat|sensitive word|敏感|违规|blocked by (our|the) /i },
	{
		kind: 'queueFull',
		words:
			/queue\b.*\bfull|unfinished tasks?|too many (running|concurrent|unfinished)|concurren\w+ limit|队列.*满|任务.*上限/i,
	},
	{
		kind: 'wrongPool',
		words:
			/(pool|task ?type|\btype\b).*(mismatch|differ|does not match|same)|mismatch.*(pool|type)/i,
	},
	{
		kind: 'expiredButton',
		words: /custom ?id|button|action .*(expired|not (available|offered|found))/i,
	},
	{ kind: 'tooLarge', statuses: [413], words: /too large|payload size|entity too large/i },
	{
		kind: 'unknownTask',
		words:
			/task\b.*(not found|not exist|unknown|no such|belong)|(no such|unknown|invalid) task|任务.*不存在/i,
	},
	{
		kind: 'balance',
		statuses: [402],
		words: /insufficient (balance|quota|funds)|balance (is )?(too low|not enough)|余额不足/i,
	},
	{ kind: 'permission', statuses: [403], words: /permission|not allowed to use|权限/i },
	{
		kind: 'key',
		statuses: [401],
		words:
			/(invalid|wrong|unknown|expired|disabled)\b.*\b(api[ -]?key|token)|(api[ -]?key|token)\b.*\b(invalid|wrong|unknown|expired|disabled|not found)|unauthori[sz]ed/i,
	},
	{ kind: 'rateLimit', statuses: [429], words: /rate limit|too many requests/i },
	{
		kind: 'gone',
		statuses: [410],
		words: /^(route|cannot) .*(get|post)\b.*|no such (route|endpoint)/i,
	},
	{ kind: 'notFound', statuses: [404] },
];

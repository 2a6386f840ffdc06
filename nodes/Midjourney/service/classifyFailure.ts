import { failureTable, type FailureKind, type FailureRow } from './failures';
import { unquotedText, withoutTexts } from './quotedText';

/** What a failed response says. */
export interface FailedResponse {
	/** HTTP status, or `statusCode` of the body. */
	status: number;
	message: string;
	/** Machine code of the body. */
	errorType?: unknown;
	/** Whether the service itself has answered, in its JSON. True unless given. */
	isReadable?: boolean;
	/** Texts of the request that the message may repeat, like the prompt: their words say nothing about the failure. */
	quoted?: readonly string[];
}

const rows = Object.entries(failureTable) as ReadonlyArray<[FailureKind, FailureRow]>;

const findKind = (matches: (row: FailureRow) => boolean | undefined) =>
	rows.find(([, row]) => matches(row))?.[0];

/** Pages of gateways name their own status, which is no news from a server behind them. */
const withoutStatus = (message: string, status: number) =>
	message.replace(new RegExp(`\\b${status}\\b`, 'g'), ' ');

/** What is known of a response that is no JSON of the service: only what a gateway can say as well. */
function classifyUnreadable({ status, message }: FailedResponse): FailureKind {
	const { unavailable, rateLimit, tooLarge, upstream } = failureTable;
	if (status < 300) return 'unreadable';
	if (rateLimit.statuses.some((each) => each === status)) return 'rateLimit';
	if (tooLarge.statuses.some((each) => each === status)) return 'tooLarge';
	const wasPassedOn = upstream.words.test(withoutStatus(message, status));
	if (unavailable.statuses.some((each) => each === status) && !wasPassedOn) return 'unavailable';
	return status >= 500 ? 'server' : 'gateway';
}

/** A machine code that is in no row, as words. */
const wordsOf = (errorType: unknown) =>
	typeof errorType === 'string' ? errorType.replace(/[^a-z0-9]+/gi, ' ') : '';

/**
 * The kind of a failed response: by its machine code, else by words that outrank its status, else by its status, else by
 * other words; the first row of the table wins. Quoted words count for nothing, except words of `upstream` that the
 * request does not contain: they are a reason for doubt.
 */
export function classifyFailure(response: FailedResponse): FailureKind {
	const { status, message, errorType, isReadable = true, quoted = [] } = response;
	if (!isReadable) return classifyUnreadable(response);
	const ownText = withoutTexts(withoutStatus(message, status), quoted);
	const unquoted = unquotedText(ownText);
	const has = ({ words, effect }: FailureRow) =>
		words?.test(effect === 'unknown' ? ownText : unquoted);
	return (
		findKind(({ errorTypes }) => errorTypes?.some((type) => type === errorType)) ??
		findKind(({ words }) => words?.test(wordsOf(errorType))) ??
		findKind((row) => row.wordsOutrank?.(status) && has(row)) ??
		findKind(({ statuses }) => statuses?.includes(status)) ??
		(status >= 500 || (status >= 300 && status < 400) ? 'server' : undefined) ??
		findKind(has) ??
		(status === 404 ? 'notFound' : 'refused')
	);
}

import { ApiError, apiErrors } from '../apiErrors';
import type { Variants } from '../variants';

/** What an error looks like, where it differs from the usual form. */
interface ErrorForm {
	/** HTTP status. */
	http?: number;
	statusCode?: number;
	message?: string;
	errorType?: null;
}

/** Switches for all errors with one code, and the forms that they can have. A name must not be a number. */
export const errorForms = {
	refusalCode: {
		of: 400,
		forms: {
			usual: {},
			'code-404': { statusCode: 404 },
			'code-422': { statusCode: 422 },
			'code-24': { statusCode: 24 },
			'http-400': { http: 400 },
		},
	},
	keyError: {
		of: 401,
		forms: { usual: {}, 'code-403': { statusCode: 403 }, 'http-401': { http: 401 } },
	},
	balanceError: {
		of: 402,
		forms: {
			usual: {},
			untyped: { errorType: null },
			'http-402': { http: 402, errorType: null },
			chinese: { statusCode: 400, errorType: null, message: '余额不足' },
		},
	},
	permissionError: {
		of: 403,
		forms: { usual: {}, 'code-401': { statusCode: 401 }, 'http-403': { http: 403 } },
	},
	rateLimitError: {
		of: 429,
		forms: { usual: {}, 'code-503': { statusCode: 503 }, 'http-429': { http: 429 } },
	},
} as const satisfies Record<string, { of: number; forms: Record<string, ErrorForm> }>;

type ErrorSwitch = keyof typeof errorForms;

/** The error as the variants show it. */
export function shownError(error: ApiError, variants: Variants): ApiError {
	if (error.http !== undefined) return error;
	const name = (Object.keys(errorForms) as ErrorSwitch[]).find(
		(each) => errorForms[each].of === error.statusCode,
	);
	if (!name) return error;
	const forms: Readonly<Record<string, ErrorForm>> = errorForms[name].forms;
	const { http, statusCode, message, errorType } = forms[variants[name]] ?? {};
	return new ApiError(
		statusCode ?? error.statusCode,
		message ?? error.message,
		errorType === null ? undefined : error.errorType,
		http,
	);
}

/** What a service may say when the queue is full: HTTP status, code, message. */
const fullQueueForms = {
	usual: undefined,
	'http-429': [429, 429, 'Too Many Requests'],
	'http-503': [503, 503, 'Service temporarily unavailable'],
	'http-500': [500, 500, 'No account is free'],
	'http-400': [400, 400, 'Please wait for your other tasks to finish'],
	'code-23': [200, 23, 'No place for one more job'],
	'three-at-once': [200, 400, 'You can only run 3 tasks at once'],
	'please-wait': [200, 400, 'Please wait for your other tasks to finish'],
	'chinese-queue': [200, 400, '排队已满'],
	'chinese-concurrency': [200, 400, '并发数已达上限'],
} satisfies Record<string, [number, number, string] | undefined>;

export const fullQueueNames = Object.keys(fullQueueForms) as Array<keyof typeof fullQueueForms>;

/** The error of a full queue. */
export function fullQueueError(limit: number, variants: Variants): ApiError {
	const form = fullQueueForms[variants.queueFullAnswer];
	if (!form) return apiErrors.queueFull(limit, Number(variants.queueFull));
	const [http, statusCode, message] = form;
	return new ApiError(statusCode, message, undefined, http);
}

/** What a service may say when it refuses a prompt. */
const refusalTexts = {
	plain: (word: string) => apiErrors.banned(word).message,
	'quotes-prompt': (_word: string, prompt: string) => `Not allowed: "${prompt}"`,
	chinese: (word: string) => `提示词包含敏感词 ${word}`,
	bare: () => 'Failed',
};

export const refusalTextNames = Object.keys(refusalTexts) as Array<keyof typeof refusalTexts>;

/** The error of a prompt with a banned word. */
export const refusedPrompt = ({ refusalText }: Variants, word: string, prompt: string): ApiError =>
	apiErrors.bad(refusalTexts[refusalText](word, prompt));

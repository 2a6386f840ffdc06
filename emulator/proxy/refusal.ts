import { ApiError } from '../apiErrors';
import type { ServerName } from './variant';

/** Values of `code` in an answer. */
export const codes = {
	accepted: 1,
	notFound: 3,
	invalid: 4,
	upstream: 5,
	failed: 9,
	modal: 21,
	queued: 22,
	queueFull: 23,
	banned: 24,
	saturated: 30,
} as const;

/** A refused request. `statusCode` is the `code` of the answer. */
export class Refusal extends ApiError {
	constructor(
		code: number,
		description: string,
		/** Who refuses: the server, or the gateway in front of it. They use different bodies. */
		readonly by: 'server' | 'gateway' = 'server',
		readonly properties: Record<string, unknown> = {},
		/** HTTP status, if it is not the usual one. */
		readonly status?: number,
	) {
		super(code, description);
	}
}

/** A key that the variant does not accept. `body`: plain text, or nothing. */
export class KeyRefusal extends ApiError {
	constructor(
		status: number,
		message: string,
		readonly body: string | object,
	) {
		super(status, message);
	}
}

/** Refusals of the servers. The texts are theirs. */
export const refusals = {
	invalid: (text: string) => new Refusal(codes.invalid, text),
	noSource: () => new Refusal(codes.notFound, '关联任务不存在或已失效'),
	unfinishedSource: () => new Refusal(codes.invalid, '关联任务状态错误'),
	noButton: () => new Refusal(codes.invalid, 'customId无效或已过期'),
	noAccount: () => new Refusal(codes.notFound, '无可用的账号实例'),
	banned: (word: string, promptEn: string) =>
		new Refusal(codes.banned, '可能包含敏感词', 'server', { promptEn, bannedWord: word }),
	/** `isBound`: the request can use only the account of its source task. */
	queueFull: (server: ServerName, isBound: boolean) => {
		if (server !== 'trueai') return new Refusal(codes.queueFull, '队列已满，请稍后尝试');
		return isBound
			? new Refusal(codes.failed, '提交失败，队列已满，请稍后重试')
			: refusals.noAccount();
	},
	/** A refusal of a gateway. */
	gateway: (text: string, code: number = codes.invalid) => new Refusal(code, text, 'gateway'),
} as const;

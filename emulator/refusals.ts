/** An error that the service answers in its envelope. The wordings are the emulator's own. */
export class Refusal extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly errorType?: string,
	) {
		super(message);
	}
}

/** What is refused, and how. Only 400, 401, 402 and the error type of 402 are documented. */
export const refusals = {
	bad: (message: string) => new Refusal(400, message),
	missing: (field: string) => new Refusal(400, `Parameter ${field} is required`),
	wrongModel: () => new Refusal(400, 'Parameter model must be midjourney'),
	unknownKey: () => new Refusal(401, 'Invalid API key'),
	disabledKey: () => new Refusal(401, 'This API key is disabled'),
	expiredKey: () => new Refusal(401, 'This API key has expired'),
	noPermission: (model: string) => new Refusal(403, `This API key has no permission for ${model}`),
	notAdmin: () => new Refusal(403, 'This call needs a key with administrator permission'),
	noBalance: () => new Refusal(402, 'Balance too low', 'insufficient_balance_error'),
	keySpent: () => new Refusal(402, 'This API key has reached its max_fee'),
	queueFull: (limit: number, statusCode: number) =>
		new Refusal(statusCode, `The task queue is full: ${limit} unfinished tasks at most`),
	banned: (word: string) => new Refusal(400, `Banned prompt: "${word}" is not allowed`),
	unknownTask: () => new Refusal(400, 'Task not found'),
	unfinishedTask: () => new Refusal(400, 'The source task is not finished'),
	otherPool: (pool: string) =>
		new Refusal(
			400,
			`The source task belongs to the ${pool} pool: parameter type must be the same`,
		),
	unknownButton: () => new Refusal(400, 'customId is invalid or has expired'),
	noMask: () => new Refusal(400, 'base64Mask is required for this action'),
	badPicture: (field: string) => new Refusal(400, `${field} holds no picture that can be read`),
	tooManyCalls: () => new Refusal(429, 'Too many requests, please slow down'),
	tooManyKeys: () => new Refusal(400, 'At most 5000 keys per user'),
	unknownApiKey: () => new Refusal(400, 'There is no such key'),
	unknownFile: () => new Refusal(404, 'File not found'),
} as const;

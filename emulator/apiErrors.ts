/** An error that the service returns in its envelope. The texts are the emulator's own. */
export class ApiError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly errorType?: string,
		/** HTTP status. undefined: what the variants say. */
		readonly http?: number,
	) {
		super(message);
	}
}

/** All errors of the service. Only 400, 401, 402 and the error type of 402 are documented. */
export const apiErrors = {
	bad: (message: string) => new ApiError(400, message),
	missing: (field: string) => new ApiError(400, `Parameter ${field} is required`),
	wrongModel: () => new ApiError(400, 'Parameter model must be midjourney'),
	unknownKey: () => new ApiError(401, 'Invalid API key'),
	disabledKey: () => new ApiError(401, 'This API key is disabled'),
	expiredKey: () => new ApiError(401, 'This API key has expired'),
	noPermission: (model: string) => new ApiError(403, `This API key has no permission for ${model}`),
	notAdmin: () => new ApiError(403, 'This call needs a key with administrator permission'),
	noBalance: () => new ApiError(402, 'Balance too low', 'insufficient_balance_error'),
	keyLimitReached: () => new ApiError(402, 'This API key has reached its max_fee'),
	queueFull: (limit: number, statusCode: number) =>
		new ApiError(statusCode, `The task queue is full: ${limit} unfinished tasks at most`),
	banned: (word: string) => new ApiError(400, `Banned prompt: "${word}" is not allowed`),
	unknownTask: () => new ApiError(400, 'Task not found'),
	unfinishedTask: () => new ApiError(400, 'The source task is not finished'),
	otherPool: (pool: string) =>
		new ApiError(
			400,
			`The source task belongs to the ${pool} pool: parameter type must be the same`,
		),
	unknownButton: () => new ApiError(400, 'customId is invalid or has expired'),
	noMask: () => new ApiError(400, 'base64Mask is required for this action'),
	badPicture: (field: string) => new ApiError(400, `${field} holds no image that can be read`),
	tooManyCalls: () => new ApiError(429, 'Too many requests, please slow down'),
	tooManyKeys: () => new ApiError(400, 'At most 5000 keys per user'),
	unknownApiKey: () => new ApiError(400, 'There is no such key'),
	missingFile: (statusCode: number) => new ApiError(statusCode, 'File not found'),
	unknownFile: () => new ApiError(404, 'File not found'),
} as const;

/**
 * One switch for each point where the documentation contradicts itself, or is silent and a client must
 * tolerate more than one answer. The first value is the default: what is documented, or else what was
 * seen. The key in brackets is the row in the list of contradictions (C) or unknowns (U).
 */
export const variantValues = {
	/** C1: `data` of the task list is one bare task. */
	taskList: ['paged', 'bare-task'],
	/** C3: whether a blend takes five pictures. */
	blendMax: ['5', '4'],
	/** C4: which spelling of create and delete key exists; the other answers 404. */
	managementPaths: ['both', 'first', 'second'],
	/** C6: type of `data` of a creation. */
	creationData: ['integer', 'string'],
	/** C7: word for a failed task. */
	failureWord: ['FAILURE', 'FAILED'],
	/** C9: form of imageS3Url. */
	imageS3Url: ['path', 'null', 'url'],
	/** C10: fields of a key in the list. */
	keyFields: ['12', '13'],
	/** C11: keys in the list. */
	keyText: ['whole', 'masked'],
	/** C13: type of taskId in task objects. */
	taskIdType: ['integer', 'string'],
	/** U1: what a query for an unknown or foreign task answers. */
	unknownTask: ['error', 'null-data'],
	/** U1: code of the refusal when the queue is full. */
	queueFull: ['400', '429'],
	/** U2: HTTP status of a refusal. */
	errorStyle: ['inside-200', 'http-status'],
	/** Envelope of a refusal: `statusCode`, or only `code` and `message`. */
	errorEnvelope: ['statusCode', 'code'],
	/** U3: a status on the way that no client knows, or MODAL, in place of IN_PROGRESS. */
	pendingStatus: ['IN_PROGRESS', 'UNKNOWN', 'MODAL'],
	/** U3: fields without a value before the end. */
	pendingFields: ['null', 'missing'],
	/** U3: form of `progress` on the way. */
	progress: ['percent', 'words', 'missing'],
	/** U3: webhookUrl of a task without one. */
	noWebhook: ['null', 'empty'],
	/** U3: further fields that no client knows. */
	extraFields: ['none', 'some'],
	/** U3: action of a re-roll: a word of its own, or the source's. */
	rerollAction: ['REROLL', 'source'],
	/** U4: whether Custom Zoom can be pressed. */
	customZoom: ['runs', 'refused'],
	/** U5: picture and buttons of a describe result. */
	describeExtras: ['present', 'absent', 'null'],
	/** U7: body of a webhook. */
	webhookBody: ['task', 'envelope'],
	/** U7: whether the failure of a task is sent. */
	webhookFailure: ['sent', 'not-sent'],
	/** U8: file type of pictures. */
	pictureType: ['png', 'webp'],
	/** U8: Discord links carry a signature that expires, or none. */
	discordLinks: ['signed', 'plain'],
	/** U9: whether the balance can be read with any key, or an administrator's only. */
	balanceKey: ['any', 'admin'],
	/** U10: every Midjourney endpoint is gone. */
	service: ['running', 'retired'],
} as const;

type Values = typeof variantValues;
export type Variants = { -readonly [Name in keyof Values]: Values[Name][number] };

/** The documented service. */
export function defaultVariants(): Variants {
	const pairs = Object.entries(variantValues).map(([name, values]) => [name, values[0]]);
	return Object.fromEntries(pairs) as Variants;
}

/** JSON schema of a change to some of the variants. */
export const variantsSchema = {
	type: 'object',
	additionalProperties: false,
	properties: Object.fromEntries(
		Object.entries(variantValues).map(([name, values]) => [name, { enum: values }]),
	),
};

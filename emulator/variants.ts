import { callbackBodyNames } from './contrary/callbackBody';
import { contraryValues } from './contrary/values';

/**
 * One switch for each point where the documentation contradicts itself, or where it says nothing and a client
 * must accept more than one response. The first value is the default: the documented behaviour, else the observed
 * one. C1, U1 and so on are the rows in the lists of contradictions (C) and unknowns (U).
 */
const documentedValues = {
	/** C1: `data` of the task list: a page, or one task without a list. */
	taskList: ['paged', 'bare-task'],
	/** C3: whether a blend takes five pictures. */
	blendMax: ['5', '4'],
	/** C4: which path of create key and delete key exists. The other one returns 404. */
	managementPaths: ['both', 'first', 'second'],
	/** C6: type of `data` in the response to a creation. */
	creationData: ['integer', 'string'],
	/** C7: status of a failed task. */
	failureWord: ['FAILURE', 'FAILED'],
	/** C9: format of imageS3Url. */
	imageS3Url: ['path', 'null', 'url'],
	/** C10: number of fields of a key in the list. */
	keyFields: ['12', '13'],
	/** C11: whether keys in the list are masked. */
	keyText: ['whole', 'masked'],
	/** C13: type of taskId in task objects. */
	taskIdType: ['integer', 'string'],
	/** U1: response to a query for an unknown task or a task of another account. */
	unknownTask: ['error', 'null-data'],
	/** U1: error code when the queue is full. */
	queueFull: ['400', '429'],
	/** U2: HTTP status of an error. */
	errorStyle: ['inside-200', 'http-status'],
	/** Envelope of an error: `statusCode`, or only `code` and `message`. */
	errorEnvelope: ['statusCode', 'code'],
	/** U3: status of an unfinished task: IN_PROGRESS, a status that no client knows, or MODAL. */
	pendingStatus: ['IN_PROGRESS', 'UNKNOWN', 'MODAL'],
	/** U3: fields of an unfinished task that have no value yet. */
	pendingFields: ['null', 'missing'],
	/** U3: format of `progress` of an unfinished task. */
	progress: ['percent', 'words', 'missing'],
	/** U3: webhookUrl of a task without one. */
	noWebhook: ['null', 'empty'],
	/** U3: additional fields that no client knows. */
	extraFields: ['none', 'some'],
	/** U3: action of a re-roll: REROLL, or the action of the source task. */
	rerollAction: ['REROLL', 'source'],
	/** U4: whether the button Custom Zoom works. */
	customZoom: ['runs', 'refused'],
	/** U5: picture and buttons of a describe result. */
	describeExtras: ['absent', 'present', 'null'],
	/** U7: body of a webhook. */
	webhookBody: callbackBodyNames,
	/** U7: whether a webhook is sent when a task fails. */
	webhookFailure: ['sent', 'not-sent'],
	/** U8: file type of pictures. */
	pictureType: ['png', 'webp'],
	/** U8: whether Discord links have a signature that expires. */
	discordLinks: ['signed', 'plain'],
	/** U9: whether any key or only an administrator key can read the balance. */
	balanceKey: ['any', 'admin'],
	/** U10: whether the Midjourney endpoints exist. */
	service: ['running', 'retired'],
} as const;

/** All switches: those of the documentation, and those for what the emulator assumes. */
export const variantValues = { ...documentedValues, ...contraryValues };

type Values = typeof variantValues;
export type Variants = { -readonly [Name in keyof Values]: Values[Name][number] };

/** The default variants. */
export function defaultVariants(): Variants {
	const pairs = Object.entries(variantValues).map(([name, values]) => [name, values[0]]);
	return Object.fromEntries(pairs) as Variants;
}

/** JSON schema of a change to some of the variants; `random` sets all of them first. */
export const variantsSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		random: { type: 'integer' },
		...Object.fromEntries(
			Object.entries(variantValues).map(([name, values]) => [name, { enum: values }]),
		),
	},
};

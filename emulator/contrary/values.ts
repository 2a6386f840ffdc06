import { callbackTypeNames } from './callbackBody';
import { acceptanceNames, idPlaceNames } from './creationAnswer';
import { errorForms, fullQueueNames, refusalTextNames } from './errorForms';
import { oddCreationNames, oddNames, oddPictureNames } from './oddAnswers';
import { rhythms } from './occasions';
import { promptFormNames } from './shownPrompt';
import { endWordNames } from './stateWords';
import { idFormNames } from './taskIds';
import { listOrderNames, listShapeNames, omittedFieldNames, totalNames } from './taskList';

const keysOf = <Table extends object>(table: Table) => Object.keys(table) as Array<keyof Table>;

/**
 * One switch for each thing that the emulator assumes and that a real service may do in another way. The first value
 * is what the emulator assumes. A new switch is one line here, and the code that reads it.
 */
export const contraryValues = {
	/** Which requests are odd where a switch changes only some of them: the first of three, and so on. */
	oddRhythm: keysOf(rhythms),

	/** Ids of tasks, in responses and requests. */
	idForm: idFormNames,
	/** HTTP status, code and message of an accepted creation. */
	accepted: acceptanceNames,
	/** Where an accepted creation has the id. */
	idPlace: idPlaceNames,
	/** Whether some creations are answered with the id of the task before. */
	sharedIds: ['none', 'some'],
	/** Answers to some creations. `-acted`: the task is created all the same. */
	creationAnswers: ['usual', ...oddCreationNames],
	/** Answers to some queries of one task. */
	queryAnswers: ['usual', ...oddNames],
	/** Answers to some requests of the task list. */
	listAnswers: ['usual', ...oddNames],
	/** Answers to some requests of pictures. */
	pictureAnswers: ['usual', ...oddPictureNames],
	/** Pool of a creation that does not name one. */
	defaultPool: ['FAST', 'NORMAL'],
	/** Form of a blend whose request does not name one. */
	defaultDimensions: ['SQUARE', 'PORTRAIT', 'LANDSCAPE'],

	/** Order of the task list. */
	listOrder: listOrderNames,
	/** Largest page of the task list. */
	listPageSize: ['as-asked', '10', '5'],
	/** Page size if the request has none. */
	listDefaultSize: ['10', '20', '5'],
	/** `total` of the task list. */
	listTotal: totalNames,
	/** By how much the task list is late: in which tasks it has, and in their state. */
	listLag: ['none', '20s', '120s', '900s'],
	/** For how long a page of the task list is not made anew. */
	listCache: ['none', '30s', '300s'],
	/** Whether the task list can be read at all. */
	listAccess: ['open', 'empty', 'json-403', 'html-403', 'html-404', 'null-200'],
	/** Shape of the response with the task list. */
	listShape: listShapeNames,
	/** What the rows of the task list lack. */
	listOmits: omittedFieldNames,
	/** Whether the task list has tasks of other people, which cannot be queried. */
	listOthers: ['none', 'some'],

	/** How task objects show the prompt. */
	shownPrompt: promptFormNames,
	/** Values of `status` at the end of a task. */
	endWords: endWordNames,
	/** `progress` of a failed task. */
	failedProgress: ['0%', '100%', 'null', 'missing'],
	/** Where a running task seems to have failed, once. */
	momentaryFailure: ['none', 'query', 'list'],
	/** By how much the query of one task is late. */
	queryLag: ['none', '20s', '120s'],
	/** Whether some queries are answered with another task of the account. */
	queryAbout: ['asked', 'other'],
	/** Order of the buttons of a task. */
	buttonOrder: ['usual', 'reversed'],
	/** Whether single pictures have the button with the heart. */
	favoriteButton: ['shown', 'hidden'],
	/** What stands before each prompt of a describe result. */
	describeMarks: ['keycaps', 'digits', 'none'],

	/** Error of a full queue. */
	queueFullAnswer: fullQueueNames,
	/** How many tasks the account may really have unfinished. */
	queueLimit: ['membership', '1', '2'],
	/** Whether each pool has a queue of its own. */
	queueScope: ['account', 'pool'],
	/** Text of the error for a banned word. */
	refusalText: refusalTextNames,
	/** When a prompt with a banned word is refused. */
	bannedAt: ['creation', 'later'],
	/** When a prompt with an invalid aspect ratio is refused. */
	invalidFlagAt: ['later', 'creation'],
	/** Errors with the code 400: any request that the service refuses. */
	refusalCode: keysOf(errorForms.refusalCode.forms),
	/** Errors with the code 401: a wrong key. */
	keyError: keysOf(errorForms.keyError.forms),
	/** Errors with the code 402: a balance that is too low. */
	balanceError: keysOf(errorForms.balanceError.forms),
	/** Errors with the code 403: a missing permission. */
	permissionError: keysOf(errorForms.permissionError.forms),
	/** Errors with the code 429: too many calls. */
	rateLimitError: keysOf(errorForms.rateLimitError.forms),
	/** `data` of an error. */
	errorData: ['null', 'missing', 'object'],
	/** Whether a failed task costs anything. */
	failedTasks: ['free', 'charged'],
	/** Price of a re-roll, compared with what it repeats. */
	rerollPrice: ['same', 'half'],
	/** Whether the balance must cover the price of unfinished tasks too. */
	balanceCovers: ['unfinished', 'one'],

	/** Content type of webhooks. */
	webhookType: callbackTypeNames,

	/** Whether the body of some pictures ends early, without a length by which that can be noticed. */
	pictureBody: ['whole', 'ends-early'],
	/** Form of the path in imageS3Url. */
	storagePath: ['month', 'flat', 'slash'],
	/** When a Discord link is signed: for each response, or once, at the end of the task. */
	linkSigned: ['each-response', 'once'],
	/** Response for a file that is private or has expired. */
	missingFile: ['404', '403'],

	/** Response to the creation of a key: the key object, or only the key. */
	keyCreated: ['object', 'text'],
	/** Dates of the membership. */
	membershipDates: ['iso', 'seconds'],
	/** Model rates: rows, or an object by pool and action. */
	modelRates: ['rows', 'by-pool'],
	/** Whether the chat endpoint needs `Bearer` before the key. */
	chatKey: ['bearer', 'plain-too'],
} as const;

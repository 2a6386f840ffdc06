import { at, isObject, textOf, toJson, typeOf } from './jsonValue';
import { historiesOf } from './ohMyGptTaskRows';
import type { OhMyGptSeen } from './ohMyGptSeen';
import {
	distinct,
	judged,
	listed,
	notTried,
	shapeOf,
	verdict,
	type Row,
	type Verdict,
} from './rows';
import { isFailure, lastState } from './taskWatch';
import type { Answer } from './wireClient';

const interrupted = 'the probe was interrupted';
const codeOf = ({ json }: Answer) => at(json, 'statusCode');
const isDocumentedError = (answer: Answer) =>
	typeOf(codeOf(answer)) === 'integer' &&
	codeOf(answer) !== 200 &&
	textOf(at(answer.json, 'message')) !== '' &&
	at(answer.json, 'data') === null;

const errorVerdict = (answer: Answer): Verdict =>
	verdict(isDocumentedError(answer), shapeOf(answer));
const errorRow = (
	id: string,
	what: string,
	pick: (seen: OhMyGptSeen) => Answer | undefined,
): Row<OhMyGptSeen> => ({
	id,
	says: `${what} is an error in the envelope: \`statusCode\` not 200, \`message\`, \`data: null\``,
	judge: (seen) => judged(pick(seen), interrupted, errorVerdict),
});

const errorsOf = (seen: OhMyGptSeen): Answer[] =>
	[seen.unknownTask, seen.wrongPage, seen.wrongKey, seen.wrongPool?.creation]
		.filter((answer) => answer !== undefined)
		.filter(
			({ json, status }) =>
				status !== 200 || (isObject(json) && codeOf({ json } as Answer) !== 200),
		);

export const errorRows: ReadonlyArray<Row<OhMyGptSeen>> = [
	{
		id: 'U10',
		says: 'The Midjourney part of the service still exists',
		judge: ({ firstList }) =>
			verdict(firstList.status === 200 && codeOf(firstList) === 200, shapeOf(firstList)),
	},
	errorRow('U1-task', 'A query of a task that does not exist', ({ unknownTask }) => unknownTask),
	errorRow('U1-page', 'Page 0 of the task list', ({ wrongPage }) => wrongPage),
	{
		id: 'U1-key',
		says: 'A wrong key gets `statusCode` 401',
		judge: ({ wrongKey }) =>
			judged(wrongKey, interrupted, (answer) => verdict(codeOf(answer) === 401, shapeOf(answer))),
	},
	{
		id: 'U1-pool',
		says: 'An action in another pool than its task is refused',
		judge: ({ wrongPool, reasons }) =>
			judged(wrongPool, reasons.wrongPool ?? interrupted, ({ creation, id, isRefused }) =>
				verdict(
					isRefused,
					id === '' ? shapeOf(creation) : 'it was accepted, and is the upscale of this report',
				),
			),
	},
	{
		id: 'U1-flag',
		says: 'A prompt with a bad flag is accepted, and its task fails with a reason',
		judge: ({ badFlag, reasons }) =>
			judged(badFlag, reasons.badFlag ?? interrupted, (history) => {
				if (history.id === '')
					return verdict(false, `refused at once: ${shapeOf(history.creation)}`);
				const task = lastState(history);
				if (!history.hasEnded) return notTried('its task did not end in time');
				const hasReason = textOf(at(task, 'failReason')) !== '';
				const seen = isFailure(task)
					? 'its task failed'
					: 'its task ended well: the flag was ignored';
				return verdict(
					isFailure(task) && hasReason,
					`${seen}, ${hasReason ? 'with' : 'without'} a reason`,
				);
			}),
	},
	{
		id: 'U2',
		says: 'Errors have the HTTP status 200',
		judge: (seen) => {
			const statuses = errorsOf(seen).map(({ status }) => String(status));
			if (statuses.length === 0) return notTried('no error was seen');
			return verdict(distinct(statuses).join() === '200', `HTTP ${listed(statuses)}`);
		},
	},
	{
		id: 'C2-json',
		says: 'Creations take JSON',
		judge: (seen) => {
			const all = historiesOf(seen);
			if (all.length === 0) return notTried('nothing was created');
			const made = all.filter(({ id }) => id !== '').length;
			return verdict(made > 0, `${made} of ${all.length} made a task`);
		},
	},
	{
		id: 'C2-form',
		says: 'A form is read like JSON',
		judge: ({ unknownTask, unknownTaskAsForm }) => {
			if (!unknownTask || !unknownTaskAsForm) return notTried(interrupted);
			const [json, form] = [unknownTask, unknownTaskAsForm].map(shapeOf);
			return verdict(
				json === form,
				json === form ? `both: ${json}` : `JSON: ${json}; form: ${form}`,
			);
		},
	},
	{
		id: 'C6',
		says: 'The answer to a creation has the id as an integer in `data`',
		judge: (seen) => {
			const made = historiesOf(seen).filter(({ id }) => id !== '');
			if (made.length === 0) return notTried('nothing was created');
			const shapes = made.map(({ creation }) => shapeOf(creation));
			const isHeld = made.every(
				({ creation, idFrom }) =>
					idFrom === 'answer' &&
					codeOf(creation) === 200 &&
					typeOf(at(creation.json, 'data')) === 'integer',
			);
			return verdict(isHeld, listed(shapes));
		},
	},
	{
		id: 'ids',
		says: 'Each creation is answered with an id of its own',
		judge: (seen) => {
			const given = historiesOf(seen).map(({ creation }) => at(creation.json, 'data'));
			const ids = given.filter((id) => id !== null && id !== undefined).map(toJson);
			if (ids.length < 2) return notTried('less than two creations were accepted');
			return verdict(
				distinct(ids).length === ids.length,
				`${distinct(ids).length} ids of ${ids.length} answers`,
			);
		},
	},
	{
		id: 'C13-number',
		says: 'A query takes the id as a number too',
		judge: ({ numberId }) =>
			judged(numberId, 'there was no task with a short number', (answer) =>
				verdict(codeOf(answer) === 200 && isObject(at(answer.json, 'data')), shapeOf(answer)),
			),
	},
	{
		id: 'U9-balance',
		says: 'Any key can read the balance, a decimal text',
		judge: ({ balance }) =>
			judged(balance, interrupted, (answer) => {
				const value = at(answer.json, 'data', 'balance');
				return verdict(
					/^\d+\.\d\d$/.test(textOf(value)),
					`${shapeOf(answer)}, balance: ${typeOf(value)}`,
				);
			}),
	},
	...(['membership', 'modelRates'] as const).map(
		(name): Row<OhMyGptSeen> => ({
			id: `U9-${name}`,
			says: `A read of ${name === 'membership' ? 'the membership' : 'the model rates'} is answered in the envelope, also where the key may not`,
			judge: (seen) =>
				judged(seen[name], interrupted, (answer) =>
					verdict(typeOf(codeOf(answer)) === 'integer', shapeOf(answer)),
				),
		}),
	),
];

import { codes } from '../nodes/Midjourney/service/mjproxy/facts/wire';
import { at, textOf, typeOf } from './jsonValue';
import { historiesOf } from './proxyHistories';
import type { ProxySeen } from './proxySeen';
import { judged, listed, notTried, shapeOf, verdict, type Row } from './rows';
import { isFailure, lastState } from './taskWatch';
import type { Answer } from './wireClient';

const interrupted = 'the probe was interrupted';
const isEmptyList = ({ status, json }: Answer) =>
	status === 200 && Array.isArray(json) && json.length === 0;

const acceptedKey = (
	id: string,
	says: string,
	pick: (seen: ProxySeen) => Answer | undefined,
): Row<ProxySeen> => ({
	id,
	says,
	judge: (seen) =>
		judged(pick(seen), interrupted, (answer) => verdict(isEmptyList(answer), shapeOf(answer))),
});

/** How known servers say that there is no such task. */
function unknownTaskForm({ status, json, length }: Answer): string | undefined {
	if (length === 0 && (status === 200 || status === 204)) return `HTTP ${status}, empty`;
	const isGateway = status === 400 && textOf(at(json, 'description')).startsWith('task_no_found');
	return isGateway ? 'HTTP 400, task_no_found' : undefined;
}

/** Keys, addresses, refusals and accepted creations. */
export const proxyErrorRows: ReadonlyArray<Row<ProxySeen>> = [
	acceptedKey(
		'P3-secret',
		'The key is accepted in `mj-api-secret`; no ids make an empty list',
		({ none }) => none,
	),
	acceptedKey(
		'P3-bearer',
		'The key is accepted as `Authorization: Bearer`',
		({ asBearer }) => asBearer,
	),
	acceptedKey('P3-both', 'The key is accepted in both headers at once', ({ asBoth }) => asBoth),
	acceptedKey(
		'P1',
		'A speed can be a part of the address, `/mj-fast/mj` (whether it is obeyed is not seen)',
		({ atSpeed }) => atSpeed,
	),
	{
		id: 'Q8',
		says: 'A wrong key is refused with HTTP 401',
		judge: ({ wrongKey }) =>
			judged(wrongKey, interrupted, (answer) => verdict(answer.status === 401, shapeOf(answer))),
	},
	{
		id: 'unknown-task',
		says: 'A task that does not exist has an empty answer (200 or 204), or 400 with `task_no_found`',
		judge: ({ unknownTask }) =>
			judged(unknownTask, interrupted, (answer) => {
				const form = unknownTaskForm(answer);
				return verdict(form !== undefined, form ?? shapeOf(answer));
			}),
	},
	{
		id: 'codes',
		says: `An accepted creation has HTTP 200, a code of ${codes.accepted.join(', ')}, and a text in \`result\``,
		judge: (seen) => {
			const made = historiesOf(seen).filter(({ id }) => id !== '');
			if (made.length === 0) return notTried('nothing was created');
			const isUsual = ({ status, json }: Answer) =>
				status === 200 &&
				codes.accepted.some((code) => code === at(json, 'code')) &&
				typeOf(at(json, 'result')) === 'text';
			const shapes = made.map(
				({ creation }) => `${shapeOf(creation)}, result: ${typeOf(at(creation.json, 'result'))}`,
			);
			return verdict(
				made.every(({ creation }) => isUsual(creation)),
				listed(shapes),
			);
		},
	},
	{
		id: 'flag',
		says: 'A prompt with a bad flag is accepted, and its task fails with a reason',
		judge: ({ badFlag, reasons }) =>
			judged(badFlag, reasons.badFlag ?? interrupted, (history) => {
				if (history.id === '') {
					return verdict(false, `refused at once: ${shapeOf(history.creation)}`);
				}
				if (!history.hasEnded) return notTried('its task did not end in time');
				const task = lastState(history);
				const hasReason = textOf(at(task, 'failReason')) !== '';
				const end = isFailure(task) ? 'its task failed' : 'its task ended well';
				return verdict(
					isFailure(task) && hasReason,
					`${end}, ${hasReason ? 'with' : 'without'} a reason`,
				);
			}),
	},
	{
		id: 'failed-progress',
		says: '`progress` of a failed task is an empty text',
		judge: ({ badFlag }) => {
			if (!badFlag?.hasEnded || !isFailure(lastState(badFlag))) return notTried('no task failed');
			const value = at(lastState(badFlag), 'progress');
			return verdict(
				value === '',
				value === '' ? 'empty text' : `${typeOf(value)} "${textOf(value)}"`,
			);
		},
	},
];

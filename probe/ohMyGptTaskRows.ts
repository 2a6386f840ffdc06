import { at, fieldNames, listAt, textOf, typeOf } from './jsonValue';
import { promptForm } from './promptForm';
import type { OhMyGptSeen } from './ohMyGptSeen';
import { distinct, judged, listed, notTried, verdict, type Row } from './rows';
import { isEnd, isFailure, lastState, success, type TaskHistory } from './taskWatch';

const documentedFields = [
	...['taskId', 'taskType', 'status', 'action', 'progress', 'description', 'prompt', 'failReason'],
	...['submitTime', 'startTime', 'finishTime', 'webhookUrl', 'imageDcUrl', 'imageS3Url', 'actions'],
];
const documentedStates = ['NOT_START', 'SUBMITTED', 'IN_PROGRESS', 'SUCCESS', 'FAILURE'];

const noTask = 'no task was read';
const noImage = 'no image was finished';
const unfinishedOnly = 'no unfinished task was read';

export const historiesOf = (seen: OhMyGptSeen): TaskHistory[] => {
	const all = [seen.badFlag, seen.imagine, seen.wrongPool, seen.upscale, seen.describe];
	return [...new Set(all.filter((each) => each !== undefined))];
};
const statesOf = (seen: OhMyGptSeen) => historiesOf(seen).flatMap(({ states }) => states);
const unfinishedOf = (seen: OhMyGptSeen) => statesOf(seen).filter((task) => !isEnd(task));

/** Words of the service without what could be a value of the account. */
const words = (values: readonly unknown[]) =>
	listed(values.map((value) => (typeof value === 'string' ? `"${value}"` : typeOf(value))));

const withStates = (
	says: string,
	id: string,
	judge: (states: unknown[], seen: OhMyGptSeen) => ReturnType<Row<OhMyGptSeen>['judge']>,
): Row<OhMyGptSeen> => ({
	id,
	says,
	judge: (seen) => {
		const states = statesOf(seen);
		return states.length === 0 ? notTried(noTask) : judge(states, seen);
	},
});

export const taskRows: ReadonlyArray<Row<OhMyGptSeen>> = [
	withStates(`\`status\` is one of ${documentedStates.join(', ')}`, 'U3-status', (states) => {
		const seen = distinct(states.map((task) => textOf(at(task, 'status'))));
		return verdict(
			seen.every((each) => documentedStates.includes(each)),
			words(seen),
		);
	}),
	withStates('A task that ended well has the status SUCCESS', 'end-success', (_states, seen) => {
		const ends = historiesOf(seen)
			.map(success)
			.filter((task) => task !== undefined);
		if (ends.length === 0) return notTried('no task ended well');
		const found = ends.map((task) => at(task, 'status'));
		return verdict(
			found.every((each) => each === 'SUCCESS'),
			words(found),
		);
	}),
	{
		id: 'C7',
		says: 'A failed task has the status FAILURE',
		judge: (seen) => {
			const failed = historiesOf(seen)
				.filter(({ hasEnded }) => hasEnded)
				.map(lastState);
			const inList = listAt(seen.lastList?.json ?? seen.firstList.json, 'data', 'tasks');
			const ends = [...failed, ...inList].filter(isFailure).map((task) => at(task, 'status'));
			if (ends.length === 0) return notTried('there was no failed task');
			return verdict(
				ends.every((each) => each === 'FAILURE'),
				words(ends),
			);
		},
	},
	withStates('An end that was shown once does not change again', 'end-final', (_states, seen) => {
		const changed = historiesOf(seen).filter(({ states }) =>
			states.some((task, n) => isEnd(task) && states.slice(n).some((later) => !isEnd(later))),
		);
		return verdict(
			changed.length === 0,
			`${changed.length} tasks seemed to have ended and went on`,
		);
	}),
	withStates(
		'A task object has the fifteen documented fields and no other',
		'U3-fields',
		(states) => {
			const names = distinct(states.filter(isEnd).flatMap(fieldNames));
			if (names.length === 0) return notTried('no task ended');
			const more = names.filter((name) => !documentedFields.includes(name));
			const fewer = documentedFields.filter((name) => !names.includes(name));
			return verdict(
				more.length + fewer.length === 0,
				`more: ${listed(more)}; missing: ${listed(fewer)}`,
			);
		},
	),
	{
		id: 'U3-null',
		says: 'Fields of an unfinished task without a value are null, and not missing',
		judge: (seen) => {
			const tasks = unfinishedOf(seen);
			if (tasks.length === 0) return notTried(unfinishedOnly);
			const missing = documentedFields.filter((name) =>
				tasks.some((task) => at(task, name) === undefined),
			);
			return verdict(missing.length === 0, `missing in some: ${listed(missing)}`);
		},
	},
	{
		id: 'U3-progress',
		says: '`progress` of an unfinished task is a percentage, such as "46%"',
		judge: (seen) => {
			const values = unfinishedOf(seen).map((task) => at(task, 'progress'));
			if (values.length === 0) return notTried(unfinishedOnly);
			const isPercent = (value: unknown) => typeof value === 'string' && /^\d+%$/.test(value);
			const forms = values.map((value) =>
				isPercent(value) ? 'a percentage' : typeof value === 'string' ? 'words' : typeOf(value),
			);
			return verdict(values.every(isPercent), listed(forms));
		},
	},
	withStates('`taskId` in answers is an integer', 'C13', (states) => {
		const types = distinct(states.map((task) => typeOf(at(task, 'taskId'))));
		return verdict(
			types.every((type) => type === 'integer'),
			types.join(', '),
		);
	}),
	withStates('Times are ISO 8601 in UTC with milliseconds', 'times', (states) => {
		const times = states.map((task) => at(task, 'submitTime'));
		const isIso = (value: unknown) => /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/.test(textOf(value));
		const others = times.filter((value) => !isIso(value)).map(typeOf);
		return verdict(
			others.length === 0,
			others.length === 0 ? 'all of them' : `also ${listed(others)}`,
		);
	}),
	{
		id: 'query-lag',
		says: 'A query knows a new task at once',
		judge: (seen) => {
			const known = historiesOf(seen).filter(({ isKnownAtOnce }) => isKnownAtOnce !== undefined);
			if (known.length === 0) return notTried(noTask);
			const late = known.filter(({ isKnownAtOnce }) => !isKnownAtOnce).length;
			return verdict(
				late === 0,
				`${late} of ${known.length} tasks were unknown in the first query`,
			);
		},
	},
	{
		id: 'query-prompt',
		says: 'A query shows the prompt exactly as it was sent',
		judge: ({ imagine, prompt, seed }) =>
			judged(imagine && lastState(imagine), 'no imagine was read', (task) => {
				const shown = at(task, 'prompt');
				return verdict(shown === prompt, promptForm(shown, prompt, seed));
			}),
	},
	{
		id: 'description',
		says: '`description` of an imagine is "/imagine " and the prompt',
		judge: ({ imagine }) =>
			judged(imagine && lastState(imagine), 'no imagine was read', (task) => {
				const description = textOf(at(task, 'description'));
				const isHeld = description === `/imagine ${textOf(at(task, 'prompt'))}`;
				return verdict(isHeld, isHeld ? 'the same words' : 'another text');
			}),
	},
	{
		id: 'C8',
		says: 'A creation without `type` goes to the pool FAST',
		judge: ({ imagine, isPoolOmitted }) =>
			judged(
				isPoolOmitted ? imagine && lastState(imagine) : undefined,
				'no imagine without `type` was made',
				(task) => verdict(at(task, 'taskType') === 'FAST', words([at(task, 'taskType')])),
			),
	},
	{
		id: 'C9',
		says: '`imageS3Url` is null or a path below the content host, not an address',
		judge: ({ imagine }) =>
			judged(success(imagine), noImage, (task) => {
				const value = at(task, 'imageS3Url');
				const isAddress = /^https?:/.test(textOf(value));
				const form = isAddress
					? 'an address'
					: typeof value === 'string'
						? 'a path'
						: typeOf(value);
				return verdict(value === null || (typeof value === 'string' && !isAddress), form);
			}),
	},
];

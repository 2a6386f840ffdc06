import { isObject, toJson } from './jsonValue';
import { rowId, rowsIn, taskIn, tokensIn, type OhMyGptWire } from './ohMyGptWire';
import type { Spending } from './spending';
import { idInAnswer, isClearRefusal } from './submission';
import { newHistory, watchTask, type Pauses, type TaskHistory } from './taskWatch';
import type { Answer } from './wireClient';

interface Creation {
	/** Price in tokens; the highest that it can have. */
	price: number;
	send: () => Promise<Answer>;
	/** Text by which the task can be recognised in the list. */
	seed?: string;
	/** Waits for the list too, to see how late it is and what it shows. */
	withList?: boolean;
}

const lookMs = 2_000;
const lookLimitMs = 60_000;
const taskLimitMs = 15 * 60_000;
const proofMs = 20_000;

/** Creates tasks, each with one request that is never repeated, and reads them to their end. */
export function createTasks(wire: OhMyGptWire, spending: Spending, pauses: Pauses) {
	const knownIds = new Set<string>();
	const rows = async () => rowsIn(await wire.list(1));
	const tokens = async () => tokensIn(await wire.balance());
	const newRows = (found: unknown[]) => found.filter((row) => !knownIds.has(rowId(row)));

	/** The list until it has the task. */
	async function waitForList(history: TaskHistory): Promise<void> {
		const end = Date.now() + lookLimitMs;
		while (!pauses.isInterrupted() && Date.now() < end) {
			await lookAtList(history);
			if (history.firstRow !== undefined) return;
			await pauses.sleep(lookMs);
		}
	}

	async function lookAtList(history: TaskHistory): Promise<void> {
		const list = await wire.list(1);
		const row = rowsIn(list).find((each) => rowId(each) === history.id);
		if (row === undefined) {
			if (history.firstRow === undefined) history.looksBefore += 1;
			return;
		}
		history.lastRow = row;
		if (history.firstRow !== undefined) return;
		history.firstRow = row;
		history.lagMs = list.at - history.creation.at;
	}

	/** An answer without an id: the one new task of the list, if it can only be ours. */
	async function findInList(history: TaskHistory, seed: string | undefined): Promise<void> {
		await pauses.sleep(lookMs);
		const found = newRows(await rows());
		const [first] = found.filter((row) => seed === undefined || toJson(row).includes(seed));
		if (found.length !== 1 || first === undefined) return;
		Object.assign(history, { id: rowId(first), idFrom: 'list' });
	}

	async function follow(history: TaskHistory, creation: Creation, before: number | undefined) {
		const id = idInAnswer(history.creation);
		if (id !== '' && !knownIds.has(id)) Object.assign(history, { id, idFrom: 'answer' });
		else history.isRefused = isClearRefusal(history.creation);
		if (history.id === '' && !history.isRefused) await findInList(history, creation.seed);
		if (history.id === '') return;
		knownIds.add(history.id);
		const read = async () => taskIn(await wire.query(history.id, 'query'));
		const first = await read();
		history.isKnownAtOnce = isObject(first);
		if (isObject(first)) history.states.push(first);
		if (creation.withList) await waitForList(history);
		const also = creation.withList ? () => lookAtList(history) : undefined;
		await watchTask(history, { read, also, limitMs: taskLimitMs, pauses });
		const after = await tokens();
		if (before === undefined || after === undefined) return;
		history.charged = Math.round(before - after);
		spending.addTokens(Math.max(0, history.charged - creation.price));
	}

	return {
		/** Ids that existed before, so that a new one is recognised. */
		note(answer: Answer) {
			for (const row of rowsIn(answer)) knownIds.add(rowId(row));
		},
		/** undefined: it would pass the limit, and was not sent. */
		async create(creation: Creation): Promise<TaskHistory | undefined> {
			if (pauses.isInterrupted() || !spending.reserve(creation.price)) return undefined;
			const before = await tokens();
			for (const row of await rows()) knownIds.add(rowId(row));
			const history = newHistory(await creation.send());
			await follow(history, creation, before);
			return history;
		},
		/**
		 * Takes the reservation back if it is proven that the creation cost nothing: it was refused and the list, which
		 * must be one that shows tasks, has no new task; or its task has failed and the balance is the same.
		 */
		async releaseIfFree(history: TaskHistory, price: number): Promise<boolean> {
			if (history.id !== '') {
				const isFree = history.hasEnded && history.charged === 0;
				if (isFree) spending.release(price, 'tokens');
				return isFree;
			}
			if (!history.isRefused) return false;
			for (let looks = 0; looks < 2; looks += 1) {
				await pauses.sleep(proofMs / 2);
				const found = await rows();
				if (found.length === 0 || newRows(found).length > 0) return false;
			}
			spending.release(price, 'tokens and task');
			return true;
		},
	};
}

import type { IDataObject } from 'n8n-workflow';

import { finalStatuses } from '../../facts/taskStates';
import { parseButtons } from '../../model/button';
import { isObject, textOrNull, toNumber, type JsonObject } from '../../model/json';
import { isText, type Button, type PictureAddress, type Task } from '../../model/task';
import { parseUrl } from '../../model/url';
import { readFailReason, readProgress, readTaskId } from '../taskValues';

const text = (value: unknown): string => textOrNull(value) ?? '';

/** Before this number of milliseconds there was no Midjourney: such a number counts seconds. */
const firstMs = Date.UTC(2020, 0, 1);

/** Gateways write 0 where there is no time yet, and some resellers seconds. */
function timeOf(value: unknown): string | null {
	const time = toNumber(value);
	const date = new Date((time ?? 0) < firstMs ? (time ?? 0) * 1000 : (time ?? 0));
	return time === null || time <= 0 || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** What a server without buttons can do with a grid: as customIds of our own in the shape of
 * Midjourney's, which `readChange` reads. */
const changes: readonly Button[] = [
	...[1, 2, 3, 4].map((n) => ({ label: `U${n}`, customId: `MJ::JOB::upsample::${n}::change` })),
	...[1, 2, 3, 4].map((n) => ({ label: `V${n}`, customId: `MJ::JOB::variation::${n}::change` })),
	{ label: '🔄', customId: 'MJ::JOB::reroll::0::change' },
].map((button) => ({ ...button, emoji: '' }));

const changeActions: Readonly<Record<string, string>> = {
	upsample: 'UPSCALE',
	variation: 'VARIATION',
	reroll: 'REROLL',
};

const changeableActions: readonly string[] = ['IMAGINE', 'VARIATION', 'REROLL', 'BLEND'];

/** What a customId of `changes` means; undefined for those of Midjourney. */
export function readChange(customId: string): { action: string; index: number } | undefined {
	const [, name = '', index] = /^MJ::JOB::(\w+)::(\d)::change$/.exec(customId) ?? [];
	const action = changeActions[name];
	// A gateway wants a number there even where it means nothing.
	return action === undefined ? undefined : { action, index: Number(index) || 1 };
}

/** Words of gateways for an action. */
const actionWords: Readonly<Partial<Record<string, string>>> = {
	EDITS: 'EDIT',
	HIGH_VARIATION: 'VARIATION',
	LOW_VARIATION: 'VARIATION',
	INPAINT: 'VARIATION',
	CUSTOM_ZOOM: 'ZOOM',
};

/** What is said of a task in words: results that are text are in `properties`, and at some servers in the prompt as well. */
function promptOf({ action, properties, promptEn, prompt }: JsonObject): string {
	if (!isText({ action: text(action).toUpperCase() })) return text(prompt);
	const { finalPrompt } = isObject(properties) ? properties : {};
	return text(finalPrompt) || text(promptEn) || text(prompt);
}

/** Some gateways leave the host out of an address. */
const completeUrl = (url: string, baseUrl: string) =>
	parseUrl(url)?.href ?? parseUrl(`${parseUrl(baseUrl)?.origin}/${url.replace(/^\/+/, '')}`)?.href;

const addressOf = (value: unknown, baseUrl: string): PictureAddress[] => {
	const address = textOrNull(value);
	const url = address === null ? undefined : completeUrl(address, baseUrl);
	return url === undefined ? [] : [{ source: 'server', url }];
};

/** Addresses in a list of objects that have a `url`, or of texts. */
const addressesOf = (list: unknown, baseUrl: string): PictureAddress[] =>
	(Array.isArray(list) ? list : []).flatMap((entry: unknown) =>
		addressOf(isObject(entry) ? entry.url : entry, baseUrl),
	);

/** The result as a whole, and what it consists of: the four pictures of a grid, or films. */
function filesOf({ imageUrl, imageUrls, videoUrl, videoUrls }: JsonObject, baseUrl: string) {
	const films = addressesOf(videoUrls, baseUrl);
	const film = films.length > 0 ? films : addressOf(videoUrl, baseUrl);
	if (film.length > 0) return { pictures: film.slice(0, 1), singles: film };
	return { pictures: addressOf(imageUrl, baseUrl), singles: addressesOf(imageUrls, baseUrl) };
}

/** Reads a task in the simplified output of the node, which has another name for the ID and no pictures. */
export const readSimplified = (json: unknown, baseUrl: string): Task | undefined =>
	isObject(json) ? readProxyTask({ ...json, id: json.taskId, imageUrl: null }, baseUrl) : undefined;

/** Whether the task comes from a gateway: it writes empty words and zeros where servers write nothing. */
export const isOfGateway = ({ received }: Task): boolean =>
	received.status === '' ||
	received.startTime === 0 ||
	received.finishTime === 0 ||
	'maskBase64' in received;

/** What a server tells of its users and accounts is nobody's business. */
const privateFields: readonly string[] = ['clientIp', 'userId', 'accountFilter'];

/** Without private fields. The address of callbacks has secrets in its query, which no output may show. */
function withoutSecrets(given: JsonObject): IDataObject {
	const wire = Object.fromEntries(
		Object.entries(given).filter(([name]) => !privateFields.includes(name)),
	);
	const { properties } = wire;
	const hook = isObject(properties) ? properties.notifyHook : undefined;
	if (!isObject(properties) || typeof hook !== 'string') return wire as IDataObject;
	const notifyHook = hook.replace(/\?.*$/s, '?***');
	return { ...wire, properties: { ...properties, notifyHook } };
}

/**
 * Reads a task of this wire, in any JSON; undefined where there is no task. While a task runs, its picture is a preview that
 * changes, so only a success has one. An empty status is that of a gateway that has not asked yet.
 */
export function readProxyTask(wire: unknown, baseUrl: string): Task | undefined {
	if (!isObject(wire)) return undefined;
	const id = readTaskId(wire.id);
	if (id === undefined || !('status' in wire)) return undefined;
	const status = text(wire.status).trim().toUpperCase() || 'NOT_START';
	const given = text(wire.action).toUpperCase();
	const action = actionWords[given] ?? given;
	const finishedAt = timeOf(wire.finishTime);
	// A gateway may never learn the word for it.
	const isNameless = text(wire.status).trim() === '';
	const isComplete = isNameless && readProgress(wire.progress) === 100 && finishedAt !== null;
	const succeeded = isComplete || finalStatuses.success.some((word) => word === status);
	const hasChanges = succeeded && !('buttons' in wire) && changeableActions.includes(action);
	return {
		id,
		pool: text(wire.mode),
		status,
		action,
		prompt: promptOf(wire),
		progress: succeeded ? 100 : readProgress(wire.progress),
		...(succeeded ? filesOf(wire, baseUrl) : { pictures: [], singles: [] }),
		buttons: hasChanges ? [...changes] : parseButtons(wire.buttons),
		failReason: readFailReason(wire.failReason),
		submittedAt: timeOf(wire.submitTime),
		startedAt: timeOf(wire.startTime),
		finishedAt,
		received: withoutSecrets(wire),
	};
}

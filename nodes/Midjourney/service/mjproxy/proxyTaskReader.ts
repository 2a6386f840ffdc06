import type { IDataObject } from 'n8n-workflow';

import { finalStatuses } from '../../facts/taskStates';
import { parseButtons } from '../../model/button';
import { isObject, textOrNull, toNumber, type JsonObject } from '../../model/json';
import type { Button, PictureAddress, Task } from '../../model/task';
import { parseUrl } from '../../model/url';
import { readFailReason, readProgress, readTaskId } from '../taskValues';

const text = (value: unknown): string => textOrNull(value) ?? '';

/** Gateways write 0 where there is no time yet. */
function timeOf(value: unknown): string | null {
	const time = toNumber(value);
	const date = new Date(time ?? 0);
	return time === null || time <= 0 || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** What a server without buttons can do with a grid: as customIds of our own, which `readChange` reads. */
const changes: readonly Button[] = [
	...[1, 2, 3, 4].map((index) => ({ label: `U${index}`, customId: `change::UPSCALE::${index}` })),
	...[1, 2, 3, 4].map((index) => ({ label: `V${index}`, customId: `change::VARIATION::${index}` })),
	{ label: '🔄', customId: 'change::REROLL::1' },
].map((button) => ({ ...button, emoji: '' }));

const changeableActions: readonly string[] = ['IMAGINE', 'VARIATION', 'REROLL', 'BLEND'];

/** What a customId of `changes` means; undefined for those of Midjourney. */
export function readChange(customId: string): { action: string; index: number } | undefined {
	const match = /^change::([A-Z]+)::(\d)$/.exec(customId);
	return match?.[1] ? { action: match[1], index: Number(match[2]) } : undefined;
}

/** What is said of a task in words: descriptions are in `properties`, and at some servers in the prompt as well. */
function promptOf({ action, properties, promptEn, prompt }: JsonObject): string {
	if (text(action).toUpperCase() !== 'DESCRIBE') return text(prompt);
	const { finalPrompt } = isObject(properties) ? properties : {};
	return text(finalPrompt) || text(promptEn) || text(prompt);
}

/** Some gateways leave the host out of an address. */
const completeUrl = (url: string, baseUrl: string) =>
	parseUrl(url)?.href ?? parseUrl(`${parseUrl(baseUrl)?.origin}/${url.replace(/^\/+/, '')}`)?.href;

function picturesOf({ imageUrl }: JsonObject, baseUrl: string): PictureAddress[] {
	const address = textOrNull(imageUrl);
	const url = address === null ? undefined : completeUrl(address, baseUrl);
	return url === undefined ? [] : [{ source: 'discord', url }];
}

/** The address of callbacks has secrets in its query, which no output may show. */
function withoutHookQuery(wire: JsonObject): IDataObject {
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
	const action = text(wire.action).toUpperCase();
	const succeeded = finalStatuses.success.some((word) => word === status);
	const hasChanges = succeeded && !('buttons' in wire) && changeableActions.includes(action);
	return {
		id,
		pool: text(wire.mode),
		status,
		action,
		prompt: promptOf(wire),
		progress: succeeded ? 100 : readProgress(wire.progress),
		pictures: succeeded ? picturesOf(wire, baseUrl) : [],
		buttons: hasChanges ? [...changes] : parseButtons(wire.buttons),
		failReason: readFailReason(wire.failReason),
		submittedAt: timeOf(wire.submitTime),
		startedAt: timeOf(wire.startTime),
		finishedAt: timeOf(wire.finishTime),
		received: withoutHookQuery(wire),
	};
}

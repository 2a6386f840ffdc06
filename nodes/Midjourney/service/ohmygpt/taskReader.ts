import type { IDataObject } from 'n8n-workflow';

import { finalStatuses } from '../../facts/taskStates';
import { parseButtons } from '../../model/button';
import { isObject, textOrNull } from '../../model/json';
import { poolNamed, unknownTask, type PictureAddress, type Task } from '../../model/task';
import { encodeUrlPart } from '../../model/url';
import { readFailReason, readProgress, readTaskId } from '../taskValues';
import { endpoints } from './facts/endpoints';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `imageS3Url` is a piece of a path, or, it may be, a whole address. */
function storageUrl(piece: string, contentBaseUrl: string): string {
	if (/^https?:\/\//i.test(piece)) return piece;
	const path = piece.replace(/^\/+/, '').split('/').map(encodeUrlPart).join('/');
	return `${contentBaseUrl}${endpoints.storedPicture}${path}`;
}

function readPictures(wire: Record<string, unknown>, contentBaseUrl: string): PictureAddress[] {
	const stored = textOrNull(wire.imageS3Url);
	const attached = textOrNull(wire.imageDcUrl);
	return [
		...(stored
			? [{ source: 'objectStorage' as const, url: storageUrl(stored, contentBaseUrl) }]
			: []),
		...(attached ? [{ source: 'discord' as const, url: attached }] : []),
	];
}

/** A webhook address has secrets in its query, which no output may show. */
function withoutQuery(wire: Record<string, unknown>): IDataObject {
	const { webhookUrl } = wire;
	if (typeof webhookUrl !== 'string' || !webhookUrl.includes('?')) return wire as IDataObject;
	return {
		...(wire as IDataObject),
		webhookUrl: `${webhookUrl.slice(0, webhookUrl.indexOf('?'))}?***`,
	};
}

/**
 * Reads the service's task object. Takes any JSON: missing, null and unknown values are carried,
 * and only what has no task id is no task.
 */
export function readTask(wire: unknown, contentBaseUrl: string): Task | undefined {
	if (!isObject(wire)) return undefined;
	const id = readTaskId(wire.taskId ?? wire.task_id);
	if (id === undefined) return undefined;
	const status = text(wire.status).trim().toUpperCase() || 'UNKNOWN';
	const succeeded = finalStatuses.success.some((word) => word === status);
	return {
		id,
		pool: poolNamed(text(wire.taskType)),
		status,
		action: text(wire.action).toUpperCase(),
		prompt: text(wire.prompt),
		progress: succeeded ? 100 : readProgress(wire.progress),
		pictures: readPictures(wire, contentBaseUrl),
		singles: [],
		buttons: parseButtons(wire.actions),
		failReason: readFailReason(wire.failReason),
		submittedAt: textOrNull(wire.submitTime),
		startedAt: textOrNull(wire.startTime),
		finishedAt: textOrNull(wire.finishTime),
		received: withoutQuery(wire),
	};
}

/** Reads a task in a response or callback, where `id` can be nothing but the task's ID. */
export function readSentTask(wire: unknown, contentBaseUrl: string): Task | undefined {
	const task = readTask(wire, contentBaseUrl);
	if (task !== undefined || !isObject(wire) || !('status' in wire)) return task;
	return readTask({ ...wire, taskId: wire.id }, contentBaseUrl);
}

/** A value that may be nothing but a task's ID, or an object with it. */
function readIdAlone(value: unknown): Task | undefined {
	const id = readTaskId(isObject(value) ? value.id : value);
	return id === undefined ? undefined : unknownTask(id);
}

/**
 * Reads the body of a webhook call: the bare task, the task in the envelope of responses or below `task`, or its ID
 * alone. What such a call says is a reason to read the task, and nothing more.
 */
export function readCallback(body: unknown, contentBaseUrl: string): Task | undefined {
	const { data, task } = isObject(body) ? body : {};
	const values = [body, data, task, isObject(data) ? data.task : undefined];
	const read = (reader: (value: unknown) => Task | undefined) =>
		values.map(reader).find((found) => found !== undefined);
	return read((value) => readSentTask(value, contentBaseUrl)) ?? read(readIdAlone);
}

import type { INodeExecutionData } from 'n8n-workflow';

import type { OhMyGptSettings } from '../service/ohmygpt/settings';
import { isObject } from '../service/ohmygpt/envelope';
import { readTask } from '../service/ohmygpt/taskReader';
import type { Task } from '../model/task';
import { outcomeOf } from '../model/task';

/** The short form of a task in the words of the service, so that one reader serves both. */
function toWire(json: Record<string, unknown>): Record<string, unknown> {
	return {
		taskId: json.taskId,
		taskType: json.taskType ?? json.mode,
		status: json.status,
		action: json.action,
		prompt: json.prompt,
		progress: json.progress,
		failReason: json.failReason,
		submitTime: json.submitTime ?? json.submittedAt,
		startTime: json.startTime ?? json.startedAt,
		finishTime: json.finishTime ?? json.finishedAt,
		imageS3Url: json.imageS3Url,
		imageDcUrl: json.imageDcUrl,
		actions: json.actions ?? json.buttons,
	};
}

/** The task that an earlier node has put into the item, in short form or as received; undefined where there is none. */
export function taskInItem(item: INodeExecutionData, connection: OhMyGptSettings): Task | undefined {
	const json: unknown = item.json;
	const task = isObject(json) ? readTask(toWire(json), connection) : undefined;
	return task && { ...task, received: item.json };
}

/** The same, where it is the finished task of this id and shows its buttons. */
export function finishedTaskInItem(
	item: INodeExecutionData,
	connection: OhMyGptSettings,
	taskId: string,
): Task | undefined {
	const task = taskInItem(item, connection);
	const isUsable = task?.id === taskId && outcomeOf(task) === 'success' && task.buttons.length > 0;
	return isUsable ? task : undefined;
}

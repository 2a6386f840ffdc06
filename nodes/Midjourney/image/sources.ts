import type { PictureAddress, SourceChoice, Task } from '../model/task';

/** The addresses to try for a task's picture, in order: object storage first, since Discord's links expire. */
export function addressesFor(task: Task, choice: SourceChoice): PictureAddress[] {
	return task.pictures.filter(({ source }) => choice === 'automatic' || choice === source);
}

const grids: readonly string[] = ['IMAGINE', 'BLEND', 'VARIATION', 'REROLL', 'ZOOM', 'PAN'];

/** File name without its extension: what the picture is. */
export const fileStem = ({ id, action }: Pick<Task, 'id' | 'action'>) =>
	grids.includes(action) ? `${id}-grid` : id;

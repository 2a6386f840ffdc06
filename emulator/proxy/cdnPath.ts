import type { Task } from '../task';

type Job = Pick<Task, 'jobId'>;

export const cdnPrefix = '/cdn/';

/** Paths of files that belong to a task, on Midjourney's own host. `index` is from 0. */
export const cdnPath = {
	single: ({ jobId }: Job, index: number) => `${cdnPrefix}${jobId}/0_${index}.png`,
	thumbnail: ({ jobId }: Job, index: number) => `${cdnPrefix}${jobId}/0_${index}_384_N.webp`,
	film: ({ jobId }: Job, index: number) => `${cdnPrefix}${jobId}/video_${index}.mp4`,
	preview: ({ jobId }: Job, percent: number) => `${cdnPrefix}${jobId}/preview_${percent}.webp`,
} as const;

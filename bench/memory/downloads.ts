import type { IDataObject } from 'n8n-workflow';
import { download, simplyDownload } from '../nodes';
import { barelyDownload } from './bare';
import { doJob } from './inOwnProcess';
import { peakGrowth } from './resident';

/** `bare` is no node: what Node itself needs for the same pictures. */
export type Way = 'midjourney' | 'simple' | 'bare';

export interface DownloadJob {
	way: Way;
	credentials: Record<string, IDataObject>;
	/** Tasks with small pictures, by which all code is loaded and warm before the measurement. */
	warmUp: IDataObject[];
	/** Tasks for executions that run side by side. */
	executions: IDataObject[][];
}

export interface DownloadReport {
	peakBytes: number;
	/** Bytes of all files. */
	storedBytes: number;
}

type Credentials = DownloadJob['credentials'];

/** Downloads the pictures of all tasks; gives the sizes of the files. */
const ways: Record<Way, (credentials: Credentials, tasks: IDataObject[]) => Promise<number[]>> = {
	midjourney: async (credentials, tasks) => storedSizes(await download(credentials, tasks)),
	simple: async (credentials, tasks) => storedSizes(await simplyDownload(credentials, tasks)),
	bare: barelyDownload,
};

const storedSizes = ({ items }: Awaited<ReturnType<typeof download>>) =>
	items.map(({ binary }) => binary?.data?.bytes ?? 0);

doJob<DownloadJob, DownloadReport>(async ({ way, credentials, warmUp, executions }) => {
	const run = ways[way];
	await run(credentials, warmUp);
	let sizes: number[][] = [];
	const peakBytes = await peakGrowth(async () => {
		sizes = await Promise.all(executions.map(async (tasks) => await run(credentials, tasks)));
	});
	return { peakBytes, storedBytes: sizes.flat().reduce((total, size) => total + size, 0) };
});

import type { IDataObject } from 'n8n-workflow';
import { download, downloadWithSimpleNode } from '../nodes';
import { bareDownload } from './bare';
import { runJob } from '../inOwnProcess';
import { peakGrowth } from './resident';

/** The node under test, the simple node, or `bare`: Node alone, without any node of n8n. */
export type DownloadMethod = 'midjourney' | 'simple' | 'bare';

export interface DownloadJob {
	method: DownloadMethod;
	credentials: Record<string, IDataObject>;
	/** Tasks with small pictures, to load and warm up all code before the measurement. */
	warmUp: IDataObject[];
	/** Tasks for each of the parallel executions. */
	executions: IDataObject[][];
}

export interface DownloadReport {
	peakBytes: number;
	/** Total size of all files. */
	storedBytes: number;
}

type Credentials = DownloadJob['credentials'];

/** Functions that download the pictures of all tasks and return the file sizes. */
const methods: Record<
	DownloadMethod,
	(credentials: Credentials, tasks: IDataObject[]) => Promise<number[]>
> = {
	midjourney: async (credentials, tasks) => storedSizes(await download(credentials, tasks)),
	simple: async (credentials, tasks) =>
		storedSizes(await downloadWithSimpleNode(credentials, tasks)),
	bare: bareDownload,
};

const storedSizes = ({ items }: Awaited<ReturnType<typeof download>>) =>
	items.map(({ binary }) => binary?.data?.bytes ?? 0);

runJob<DownloadJob, DownloadReport>(async ({ method, credentials, warmUp, executions }) => {
	const run = methods[method];
	await run(credentials, warmUp);
	let sizes: number[][] = [];
	const peakBytes = await peakGrowth(async () => {
		sizes = await Promise.all(executions.map(async (tasks) => await run(credentials, tasks)));
	});
	return { peakBytes, storedBytes: sizes.flat().reduce((total, size) => total + size, 0) };
});

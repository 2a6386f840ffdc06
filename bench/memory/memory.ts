import { quantile, round } from '../benchmark';
import type { Benchmark, Figures, BenchmarkContext } from '../benchmark';
import { createTasks } from '../createTasks';
import { startEmulatorProcess } from '../emulatorProcess';
import { service } from '../service';
import type { BatchJob, BatchReport } from './batch';
import type { DownloadJob, DownloadReport, DownloadMethod } from './downloads';
import { inOwnProcess } from '../inOwnProcess';

const megabyte = 1e6;
const pictureBytes = 6.5 * megabyte;
const warmUpPictures = 10;
/** A run downloads five pictures in parallel, so two parallel executions download ten. */
const executions = 2;
const picturesEach = 25;
/** Peaks depend on when garbage is collected, so the median of several processes is used. */
const processes = 3;

const batch = { tasks: 500, warmUps: 4, runs: 3 };

/** Downloads pictures of finished tasks with each method, in new processes. */
async function measureDownloads(print: BenchmarkContext['print']): Promise<Figures> {
	const emulator = await startEmulatorProcess({
		membership: 'premium',
		durationSeconds: { min: 0, max: 0 },
	});
	try {
		const warmUp = await createTasks(emulator.credentials(), warmUpPictures);
		await emulator.settings({ pictureBytes });
		const tasks = await createTasks(emulator.credentials(), executions * picturesEach);
		await emulator.settings({ latencyMs: service.latencyMs });
		const job = {
			credentials: emulator.credentials(),
			warmUp,
			executions: Array.from({ length: executions }, (_, i) =>
				tasks.slice(i * picturesEach, (i + 1) * picturesEach),
			),
		};
		const measure = async (method: DownloadMethod): Promise<number> => {
			const peaks: number[] = [];
			while (peaks.length < processes) {
				const { peakBytes, storedBytes } = await inOwnProcess<DownloadReport>('memory/downloads', {
					...job,
					method,
				} satisfies DownloadJob);
				if (storedBytes !== pictureBytes * tasks.length) throw new Error('An image is incomplete');
				peaks.push(peakBytes / megabyte);
			}
			print(`${method}: ${peaks.map(round).join(', ')} MB`);
			return quantile(peaks, 0.5);
		};
		const ours = await measure('midjourney');
		const buffered = await measure('simple');
		const bare = await measure('bare');
		return {
			peakDeltaMB: round(ours),
			vsBuffered: round(ours / buffered),
			vsBare: round(ours / bare),
			bufferedMB: round(buffered),
			bareMB: round(bare),
		};
	} finally {
		await emulator.stop();
	}
}

/** Memory that a long batch does not release, in kB per item. */
async function measureBatch(): Promise<Figures> {
	const report = await inOwnProcess<BatchReport>('memory/batch', batch satisfies BatchJob);
	return {
		batch: round(report.grown / 1000),
		batchOutput: round(report.output / 1000),
		batchLeft: round(report.left / 1000),
		batchTimers: report.timers,
	};
}

export const memory: Benchmark = {
	name: 'memory',
	about: `${executions * picturesEach} images of ${pictureBytes / megabyte} MB, ten at once; then ${batch.tasks} tasks`,
	async measure({ print }) {
		print('about 90 seconds');
		return { memory: { ...(await measureDownloads(print)), ...(await measureBatch()) } };
	},
};

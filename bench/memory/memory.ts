import { quantile, rounded } from '../benchmark';
import type { Benchmark, Figures, Setting } from '../benchmark';
import { createTasks } from '../createTasks';
import { startEmulatorProcess } from '../emulatorProcess';
import { service } from '../service';
import type { BatchJob, BatchReport } from './batch';
import type { DownloadJob, DownloadReport, Way } from './downloads';
import { inOwnProcess } from './inOwnProcess';

const megabyte = 1e6;
const pictureBytes = 6.5 * megabyte;
const warmUpPictures = 10;
/** A run downloads five pictures at once, so two executions side by side make it ten. */
const executions = 2;
const picturesEach = 25;
/** Peaks depend on the moment at which garbage is collected; the median of so many processes counts. */
const processes = 3;

const batch = { tasks: 500, warmUps: 3, runs: 3 };
/** Only memory is measured here, so that a busy process does no harm. */
const batchSpeed = 200;

/** Pictures of finished tasks, downloaded in each way by fresh processes. */
async function measureDownloads(say: Setting['say']): Promise<Figures> {
	const emulator = await startEmulatorProcess({
		membership: 'premium',
		durationSeconds: { min: 0, max: 0 },
	});
	try {
		const warmUp = await createTasks(emulator, warmUpPictures);
		await emulator.control('PUT', 'settings', { pictureBytes });
		const tasks = await createTasks(emulator, executions * picturesEach);
		await emulator.control('PUT', 'settings', { latencyMs: service.latencyMs });
		const job = {
			credentials: emulator.credentials(),
			warmUp,
			executions: Array.from({ length: executions }, (_, i) =>
				tasks.slice(i * picturesEach, (i + 1) * picturesEach),
			),
		};
		const measure = async (way: Way): Promise<number> => {
			const peaks: number[] = [];
			while (peaks.length < processes) {
				const { peakBytes, storedBytes } = await inOwnProcess<DownloadReport>('downloads', {
					...job,
					way,
				} satisfies DownloadJob);
				if (storedBytes !== pictureBytes * tasks.length) throw new Error('A picture is not whole');
				peaks.push(peakBytes / megabyte);
			}
			say(`${way}: ${peaks.map(rounded).join(', ')} MB`);
			return quantile(peaks, 0.5);
		};
		const ours = await measure('midjourney');
		const buffered = await measure('simple');
		return {
			peakDeltaMB: rounded(ours),
			vsBuffered: rounded(ours / buffered),
			bufferedMB: rounded(buffered),
			bareMB: rounded(await measure('bare')),
		};
	} finally {
		await emulator.stop();
	}
}

/** What a long batch leaves behind, in kB for each of its items. */
async function measureBatch(): Promise<Figures> {
	const emulator = await startEmulatorProcess({
		...service,
		speed: batchSpeed,
		membership: 'premium',
	});
	try {
		const report = await inOwnProcess<BatchReport>('batch', {
			credentials: emulator.credentials(),
			speed: batchSpeed,
			...batch,
		} satisfies BatchJob);
		return {
			batch: rounded(report.grown / 1000),
			batchOutput: rounded(report.output / 1000),
			batchLeft: rounded(report.left / 1000),
			batchTimers: report.timers,
		};
	} finally {
		await emulator.stop();
	}
}

export const memory: Benchmark = {
	name: 'memory',
	about: `${executions * picturesEach} pictures of ${pictureBytes / megabyte} MB, ten at once; then ${batch.tasks} tasks`,
	async measure({ say }) {
		say('about 2 minutes');
		return { memory: { ...(await measureDownloads(say)), ...(await measureBatch()) } };
	},
};

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep } from 'n8n-workflow';
import type { ProbeOptions } from '../../probe/probeOptions';
import type { JudgedRow } from '../../probe/rows';
import { runProbe } from '../../probe/runProbe';
import type { useEmulator } from '../support/emulator';

interface Report {
	spent: { tasks: number; tokens?: number };
	rows: JudgedRow[];
	answers: Array<{ name: string; answer: unknown }>;
}

/** Runs probes against the emulator of a test file, each with a folder of its own. */
export function useProbe(
	emulator: ReturnType<typeof useEmulator>,
	service: ProbeOptions['service'],
) {
	let out = '';

	beforeEach(() => {
		out = mkdtempSync(join(tmpdir(), 'probe-'));
	});

	afterEach(() => rmSync(out, { recursive: true }));

	return {
		/** The result of a probe: its report, read from the file; of a row by its id. */
		probe: async (
			changes: Partial<ProbeOptions> = {},
			{ isAgreed = true, interruptedAfter = Infinity } = {},
		) => {
			const { url, keys } = emulator;
			const confirmations: string[] = [];
			const said: string[] = [];
			const options = {
				...{ service, key: keys.user, baseUrl: url, contentUrl: url },
				...{ isConfirmed: true, out, ...changes },
			};
			const isDone = await runProbe(options, {
				say: (text) => void said.push(text),
				async confirm(question) {
					confirmations.push(question);
					return isAgreed;
				},
				pauses: { sleep, isInterrupted: () => said.length > interruptedAfter },
			});
			const files = isDone
				? ['report.md', 'report.json'].map((name) => readFileSync(join(out, name), 'utf8'))
				: [];
			const report = (isDone ? JSON.parse(files[1] ?? '') : { rows: [] }) as Report;
			return {
				isDone,
				confirmations,
				report,
				text: files.join('\n'),
				row: (id: string) => {
					const row = report.rows.find((each) => each.id === id);
					if (!row) throw new Error(`The report has no row ${id}`);
					return row;
				},
				ids: (result: JudgedRow['result']) =>
					report.rows.filter((row) => row.result === result).map(({ id }) => id),
			};
		},
	};
}

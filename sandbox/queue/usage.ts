import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of ten milliseconds. */
const msPerTick = 10;

export interface Usage {
	/** Processor time so far, in milliseconds. */
	cpuMs: number;
	/** Resident memory in megabytes. */
	memoryMB: number;
	openFiles: number;
}

/** What a process uses, as Linux tells it; without its children. */
export function usageOf(pid: number): Usage {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name of the program is in brackets and may have spaces in it.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const ticks = Number(fields[11]) + Number(fields[12]);
	const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return {
		cpuMs: ticks * msPerTick,
		memoryMB: Math.round(Number(resident ?? 0) / 1024),
		openFiles: readdirSync(`/proc/${pid}/fd`).length,
	};
}

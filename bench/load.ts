import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../package.json';
import { pack } from '../scripts/tarball';
import { quantile, round } from './benchmark';
import type { Benchmark } from './benchmark';

const root = join(__dirname, '..');
const processes = 15;

/** Runs in a new Node process without the benchmarks' modules. n8n always loads n8n-workflow before it loads a node. */
const script = `
	const start = performance.now();
	require('n8n-workflow');
	const ready = performance.now();
	for (const path of ${JSON.stringify(manifest.n8n.nodes)}) {
		for (const Node of Object.values(require('./' + path))) new Node();
	}
	console.log(JSON.stringify([ready - start, performance.now() - ready]));
`;

function loadOnce() {
	const output = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
	const [workflowMs = NaN, nodesMs = NaN] = JSON.parse(output) as number[];
	return { workflowMs, nodesMs };
}

function packedBytes(): number {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-midjourney-pack-'));
	try {
		return pack(root, folder).tarball.size;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

export const load: Benchmark = {
	name: 'load',
	about: `load time of the built nodes in ${processes} new processes; size of the packed package`,
	async measure() {
		const loads = Array.from({ length: processes }, loadOnce);
		const nodes = loads.map(({ nodesMs }) => nodesMs);
		return {
			load: {
				requireMs: round(quantile(nodes, 0.5)),
				requireFastestMs: round(Math.min(...nodes)),
				workflowMs: round(
					quantile(
						loads.map(({ workflowMs }) => workflowMs),
						0.5,
					),
				),
				nodes: manifest.n8n.nodes.length,
				packageKB: round(packedBytes() / 1000),
			},
		};
	},
};

import { startN8n, type N8n, type N8nOptions } from '../../sandbox/n8n';

const startLimitMs = 240_000;

/**
 * A real n8n with the built package, one for all tests of the file. Call it once, at the top of the
 * file, and use the result only inside of tests.
 */
export function useN8n(options: N8nOptions = {}): () => N8n {
	let n8n: N8n | undefined;

	beforeAll(async () => {
		n8n = await startN8n(options);
	}, startLimitMs);

	afterAll(async () => {
		await n8n?.stop();
	}, startLimitMs);

	return () => {
		if (!n8n) throw new Error('n8n runs inside of tests only');
		return n8n;
	};
}

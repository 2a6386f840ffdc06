/**
 * Jest reporter that closes a run with the line "N passed, N failed".
 * A test file that could not run counts as one failure, and so does a run that was broken off or that
 * passed no test at all.
 */
class ClosingLine {
	onRunComplete(_contexts, results) {
		const passed = results.numPassedTests;
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		const incomplete = results.wasInterrupted || passed + failed === 0;
		this.failed = failed + (incomplete ? 1 : 0);
		// Jest's own summary comes after all other reporters.
		process.once('exit', () => {
			process.stdout.write(`${passed} passed, ${this.failed} failed\n`);
		});
	}

	getLastError() {
		return this.failed > 0 ? new Error('Not all tests passed') : undefined;
	}
}

module.exports = ClosingLine;

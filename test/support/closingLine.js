/**
 * Jest reporter that closes a run with the line "N passed, N failed".
 * A test file that could not run counts as one failure, and so does a run without a single passed test.
 */
class ClosingLine {
	onRunComplete(_contexts, results) {
		const passed = results.numPassedTests;
		const broken = results.numRuntimeErrorTestSuites;
		const nothingRan = passed + results.numFailedTests + broken === 0 || results.wasInterrupted;
		this.failed = results.numFailedTests + broken + (nothingRan ? 1 : 0);
		process.stdout.write(`${passed} passed, ${this.failed} failed\n`);
	}

	getLastError() {
		return this.failed > 0 ? new Error('Not all tests passed') : undefined;
	}
}

module.exports = ClosingLine;

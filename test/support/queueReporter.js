const { existsSync, readdirSync, readFileSync, rmSync, rmdirSync } = require('node:fs');
const { basename, join } = require('node:path');

/** Keeps the logs of n8n only where a test has failed, and prints all figures as one line of JSON. */
module.exports = class QueueReporter {
	constructor({ rootDir }) {
		this.folder = join(rootDir, 'out', 'queue');
	}

	onRunStart() {
		rmSync(this.folder, { recursive: true, force: true });
	}

	onTestFileResult(test, { numFailingTests, testExecError }) {
		const logs = join(this.folder, basename(test.path, '.test.ts'));
		if (numFailingTests > 0 || testExecError) process.stderr.write(`Logs of n8n: ${logs}\n`);
		else rmSync(logs, { recursive: true, force: true });
	}

	onRunComplete() {
		const { folder } = this;
		const figuresFolder = join(folder, 'figures');
		if (!existsSync(folder)) return;
		const files = existsSync(figuresFolder) ? readdirSync(figuresFolder) : [];
		const figures = files.map((file) => [
			basename(file, '.json'),
			JSON.parse(readFileSync(join(figuresFolder, file), 'utf8')),
		]);
		if (figures.length > 0) {
			process.stdout.write(`${JSON.stringify(Object.fromEntries(figures))}\n`);
		}
		rmSync(figuresFolder, { recursive: true, force: true });
		if (readdirSync(folder).length === 0) rmdirSync(folder);
	}
};

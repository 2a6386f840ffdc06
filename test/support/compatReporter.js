const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

const exampleIn = /\d\d-[\w-]+\.json/g;

/** Writes which examples have run and passed. An example has passed if each test that names its file has passed. */
module.exports = class CompatReporter {
	onRunComplete(_contexts, { testResults }) {
		const outcomes = {};
		for (const { title, status } of testResults.flatMap((file) => file.testResults)) {
			for (const file of title.match(exampleIn) ?? []) (outcomes[file] ??= []).push(status);
		}
		const namesWith = (matches) =>
			Object.keys(outcomes).filter((file) => matches(outcomes[file])).length;
		const result = {
			run: namesWith((all) => all.some((status) => status !== 'pending')),
			passed: namesWith((all) => all.every((status) => status === 'passed')),
			skipped: Object.keys(outcomes)
				.filter((file) => outcomes[file].every((status) => status === 'pending'))
				.sort(),
			failed: Object.keys(outcomes)
				.filter((file) => outcomes[file].includes('failed'))
				.sort(),
		};
		const file = process.env.COMPAT_RESULT;
		if (!file) return;
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, JSON.stringify(result));
	}
};

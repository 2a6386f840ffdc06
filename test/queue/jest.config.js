/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config'),
	rootDir: '../..',
	roots: ['<rootDir>/test/queue'],
	testPathIgnorePatterns: [],
	maxWorkers: 1,
	reporters: [
		'default',
		'<rootDir>/test/support/queueReporter.js',
		'<rootDir>/test/support/closingLine.js',
	],
};

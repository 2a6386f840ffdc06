/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config'),
	rootDir: '../..',
	roots: ['<rootDir>/test/compat'],
	testPathIgnorePatterns: [],
	maxWorkers: 1,
	reporters: [
		'default',
		'<rootDir>/test/support/compatReporter.js',
		'<rootDir>/test/support/closingLine.js',
	],
};

const { projects, reporters, testTimeout } = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...projects[0],
	displayName: 'browser',
	rootDir: '../..',
	roots: ['<rootDir>/test/browser'],
	testPathIgnorePatterns: [],
	maxWorkers: 1,
	testTimeout,
	reporters,
};

process.env.TZ = 'UTC';

/** @type {import('jest').Config} */
module.exports = {
	roots: ['<rootDir>/test'],
	// They need Chromium: npm run test:browser.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
	// Most tests run in scaled time, where a tenth of a second that a core is taken away counts as ten seconds and more.
	maxWorkers: 1,
	// Generous, for slow machines: nothing waits in real time.
	testTimeout: 20_000,
	reporters: ['default', '<rootDir>/test/support/closingLine.js'],
};

process.env.TZ = 'UTC';

/** @type {import('jest').Config} */
module.exports = {
	roots: ['<rootDir>/test'],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
	// n8n-core takes about a second to load in each test file; more workers than this only compete.
	maxWorkers: 2,
	// Generous, for slow machines: nothing waits in real time.
	testTimeout: 20_000,
	reporters: ['default', '<rootDir>/test/support/closingLine.js'],
};

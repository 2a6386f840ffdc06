process.env.TZ = 'UTC';

/** @type {import('jest').Config} */
module.exports = {
	roots: ['<rootDir>/test'],
	// Tests in a browser need Chromium: npm run test:browser. Those of queue mode need PostgreSQL and Redis: npm run test:queue.
	// Those of older versions of n8n need these: npm run test:compat.
	testPathIgnorePatterns: ['browser', 'queue', 'compat'].map((name) => `<rootDir>/test/${name}/`),
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
	// Time is simulated but for the tests in a real n8n, which mostly wait.
	maxWorkers: '100%',
	// Generous, for slow machines: nothing waits in real time.
	testTimeout: 60_000,
	reporters: ['default', '<rootDir>/test/support/closingLine.js'],
};

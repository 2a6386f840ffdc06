process.env.TZ = 'UTC';

const project = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
};

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		{
			...project,
			displayName: 'simulated',
			roots: ['<rootDir>/test'],
			// Tests in a browser need Chromium: npm run test:browser.
			testPathIgnorePatterns: ['<rootDir>/test/sandbox/', '<rootDir>/test/browser/'],
		},
		{
			...project,
			displayName: 'n8n',
			roots: ['<rootDir>/test/sandbox'],
			runner: '<rootDir>/test/support/serialRunner.js',
		},
	],
	// Only tests of a real n8n run in real time; their files run one at a time, after all others.
	maxWorkers: '100%',
	// Generous, for slow machines: nothing waits in real time.
	testTimeout: 60_000,
	reporters: ['default', '<rootDir>/test/support/closingLine.js'],
};

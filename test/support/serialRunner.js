const { default: TestRunner } = require('jest-runner');

/** Jest runner that runs one file at a time: for tests in real time, which need the whole machine. */
module.exports = class SerialRunner extends TestRunner {
	isSerial = true;
};

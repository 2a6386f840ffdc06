import { existsSync } from 'node:fs';

const usualPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of the browser for the browser tests: what CHROMIUM_PATH says, else a Chromium or Chrome of this machine. */
export function findChromium() {
	return process.env.CHROMIUM_PATH || usualPlaces.find((path) => existsSync(path));
}

import { randomUUID } from 'node:crypto';
import {
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	utimesSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './paths.mjs';
import { say } from './say.mjs';

const lockFolder = join(cacheFolder, 'lock');
const heartbeatMs = 2_000;
/** A lock whose heartbeat stood still for so long, while we watched it, has no owner any more. */
const abandonedAfterMs = 30_000;

/**
 * Runs `work` while no other run of this checkout changes what is installed or built.
 * The lock is a folder, since making a folder either succeeds or fails, with nothing in between.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(work) {
	await take();
	const heartbeat = setInterval(() => utimesSync(lockFolder, new Date(), new Date()), heartbeatMs);
	const release = () => rmSync(lockFolder, { recursive: true, force: true });
	process.once('exit', release);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		process.off('exit', release);
		release();
	}
}

async function take() {
	mkdirSync(cacheFolder, { recursive: true });
	let lastBeat;
	let watchedSince = 0;
	while (!tryToTake()) {
		const { owner, beat } = look();
		if (beat !== lastBeat) {
			if (lastBeat === undefined) say('Another run is setting this folder up; waiting for it …');
			lastBeat = beat;
			watchedSince = performance.now();
		}
		const isAbandoned = performance.now() - watchedSince > abandonedAfterMs;
		if (isAbandoned || hasDied(owner)) remove(owner);
		else await sleep(500);
	}
}

function tryToTake() {
	try {
		mkdirSync(lockFolder);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	const owner = { id: randomUUID(), pid: process.pid, host: hostname() };
	writeFileSync(join(lockFolder, 'owner.json'), JSON.stringify(owner));
	return true;
}

function look() {
	try {
		return { owner: ownerOf(lockFolder), beat: statSync(lockFolder).mtimeMs };
	} catch {
		// Released in this moment.
		return { owner: undefined, beat: 0 };
	}
}

function ownerOf(folder) {
	try {
		return JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'));
	} catch {
		// Not written yet, or gone.
		return undefined;
	}
}

function hasDied(owner) {
	if (owner?.host !== hostname()) return false;
	try {
		process.kill(owner.pid, 0);
		return false;
	} catch (error) {
		return error.code === 'ESRCH';
	}
}

/** Takes an abandoned lock away, unless another run has replaced it meanwhile. */
function remove(owner) {
	const aside = `${lockFolder}-${randomUUID()}`;
	try {
		renameSync(lockFolder, aside);
	} catch {
		// Somebody else was quicker.
		return;
	}
	if (ownerOf(aside)?.id === owner?.id) rmSync(aside, { recursive: true, force: true });
	else renameSync(aside, lockFolder);
}

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
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { running } from './children.mjs';
import { cacheFolder } from './paths.mjs';
import { say } from './say.mjs';

const usualFolder = join(cacheFolder, 'lock');
const heartbeatMs = 2_000;
/** A lock of another machine whose heart stood still for so long, while we watched, has no owner any more. */
const abandonedAfterMs = 30_000;

/**
 * Runs `work` while no other run of this checkout changes what is installed or built.
 * The lock is a folder, since making a folder either succeeds or fails, with nothing in between.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} lockFolder
 * @returns {Promise<T>}
 */
export async function withLock(work, lockFolder = usualFolder) {
	await take(lockFolder);
	const id = randomUUID();
	const beat = () => {
		const owner = { id, host: hostname(), pids: processes() };
		writeFileSync(ownerFile(lockFolder), JSON.stringify(owner));
		utimesSync(lockFolder, new Date(), new Date());
	};
	beat();
	const heartbeat = setInterval(beat, heartbeatMs);
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

const ownerFile = (folder) => join(folder, 'owner.json');

async function take(lockFolder) {
	mkdirSync(dirname(lockFolder), { recursive: true });
	let lastBeat;
	let watchedSince = 0;
	while (!tryToTake(lockFolder)) {
		const { owner, beat } = look(lockFolder);
		if (beat !== lastBeat) {
			if (lastBeat === undefined) sayWhoIsAtWork(owner);
			lastBeat = beat;
			watchedSince = performance.now();
		}
		const isAbandoned = isOfThisMachine(owner)
			? hasDied(owner)
			: performance.now() - watchedSince > abandonedAfterMs;
		if (isAbandoned) remove(lockFolder, owner);
		else await sleep(500);
	}
}

function tryToTake(lockFolder) {
	try {
		mkdirSync(lockFolder);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	return true;
}

/** We and the programs we run, which may outlive us when we are killed, and go on writing. */
function processes() {
	return [process.pid, ...[...running].map((child) => child.pid)];
}

function sayWhoIsAtWork(owner) {
	const who = owner ? ` (process ${owner.pids[0]} on ${owner.host})` : '';
	say(`Another run${who} is setting this folder up; waiting for it …`);
}

function look(lockFolder) {
	try {
		return { owner: ownerOf(lockFolder), beat: statSync(lockFolder).mtimeMs };
	} catch {
		// Released in this moment.
		return { owner: undefined, beat: 0 };
	}
}

function ownerOf(folder) {
	try {
		return JSON.parse(readFileSync(ownerFile(folder), 'utf8'));
	} catch {
		// Not written yet, or gone.
		return undefined;
	}
}

function isOfThisMachine(owner) {
	return owner?.host === hostname();
}

function hasDied({ pids }) {
	return !pids.some((pid) => {
		try {
			process.kill(pid, 0);
			return true;
		} catch (error) {
			return error.code !== 'ESRCH';
		}
	});
}

/** Takes an abandoned lock away, unless another run has replaced it meanwhile. */
function remove(lockFolder, owner) {
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

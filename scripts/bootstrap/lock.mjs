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
import { setTimeout as delay } from 'node:timers/promises';
import { runningChildren } from './children.mjs';
import { cacheFolder } from './paths.mjs';
import { print } from './output.mjs';

const defaultFolder = join(cacheFolder, 'lock');
const heartbeatMs = 2_000;
/** A lock of another machine is abandoned if it has no heartbeat for so long while this process waits. */
const abandonedAfterMs = 30_000;

/**
 * Runs `work` while no other process installs or builds in this repository. The lock is a folder,
 * because creating a folder is atomic.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} lockFolder
 * @returns {Promise<T>}
 */
export async function withLock(work, lockFolder = defaultFolder) {
	await acquire(lockFolder);
	const id = randomUUID();
	const writeHeartbeat = () => {
		const owner = { id, host: hostname(), pids: processes() };
		writeFileSync(ownerFile(lockFolder), JSON.stringify(owner));
		utimesSync(lockFolder, new Date(), new Date());
	};
	writeHeartbeat();
	const heartbeat = setInterval(writeHeartbeat, heartbeatMs);
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

async function acquire(lockFolder) {
	mkdirSync(dirname(lockFolder), { recursive: true });
	let lastHeartbeat;
	let heartbeatSeenAt = 0;
	while (!tryToAcquire(lockFolder)) {
		const { owner, heartbeat } = readLock(lockFolder);
		if (heartbeat !== lastHeartbeat) {
			if (lastHeartbeat === undefined) printOwner(owner);
			lastHeartbeat = heartbeat;
			heartbeatSeenAt = performance.now();
		}
		const isAbandoned = isOfThisMachine(owner)
			? hasEnded(owner)
			: performance.now() - heartbeatSeenAt > abandonedAfterMs;
		if (isAbandoned) remove(lockFolder, owner);
		else await delay(500);
	}
}

function tryToAcquire(lockFolder) {
	try {
		mkdirSync(lockFolder);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	return true;
}

/** This process and the programs that it runs. These may continue to write after this process is killed. */
function processes() {
	return [process.pid, ...[...runningChildren].map((child) => child.pid)];
}

function printOwner(owner) {
	const who = owner ? ` (process ${owner.pids[0]} on ${owner.host})` : '';
	print(`Another run${who} is installing or building in this folder; waiting for it …`);
}

function readLock(lockFolder) {
	try {
		return { owner: ownerOf(lockFolder), heartbeat: statSync(lockFolder).mtimeMs };
	} catch {
		// The lock was just released.
		return { owner: undefined, heartbeat: 0 };
	}
}

function ownerOf(folder) {
	try {
		return JSON.parse(readFileSync(ownerFile(folder), 'utf8'));
	} catch {
		// The file does not exist yet, or not any more.
		return undefined;
	}
}

function isOfThisMachine(owner) {
	return owner?.host === hostname();
}

function hasEnded({ pids }) {
	return !pids.some((pid) => {
		try {
			process.kill(pid, 0);
			return true;
		} catch (error) {
			return error.code !== 'ESRCH';
		}
	});
}

/** Removes an abandoned lock, unless another process has replaced it in the meantime. */
function remove(lockFolder, owner) {
	const aside = `${lockFolder}-${randomUUID()}`;
	try {
		renameSync(lockFolder, aside);
	} catch {
		// Another process has removed it.
		return;
	}
	if (ownerOf(aside)?.id === owner?.id) rmSync(aside, { recursive: true, force: true });
	else renameSync(aside, lockFolder);
}

import type { World } from '../world';
import { isProxyTask, type ProxyTask } from './proxyTask';
import { serverFacts } from './variant';

/** How many tasks may wait for a slot. */
const waitingLimit = 10;

/** The places of a server for tasks that run at once, and the queue before them. */
export class Slots {
	constructor(private readonly world: World) {}

	/** Whether no task may be added. */
	isFull(): boolean {
		const now = this.world.clock.now();
		return this.nextFree(this.unfinished(), now) > now && this.waiting(now).length >= waitingLimit;
	}

	/** Number of tasks that wait for a slot. */
	waitingCount(): number {
		return this.waiting(this.world.clock.now()).length;
	}

	/** Tasks that wait, run, or have been given a slot, in the order of their creation. */
	unfinished(): ProxyTask[] {
		return this.world.tasks.unfinished().filter(isProxyTask);
	}

	/** Gives a started task its slot, and shortens it to the server's time limit. */
	place(task: ProxyTask): void {
		const { proxyTimeoutMinutes, speed } = this.world.settings;
		const now = this.world.clock.now();
		task.proxy.slotAt = now;
		const limit = now + (proxyTimeoutMinutes * 60_000) / speed;
		if (task.finishAt > limit) {
			task.finishAt = limit;
			task.failReason = serverFacts[task.proxy.server].timeout;
		}
		const others = this.unfinished().filter((each) => each !== task);
		move(task, Math.max(now, this.nextFree(others, now)));
	}

	/** Gives slots that have become free to the tasks that wait. */
	fill(): void {
		const now = this.world.clock.now();
		const waiting = this.waiting(now);
		const placed = this.unfinished().filter((task) => !waiting.includes(task));
		for (const task of waiting) {
			const slotAt = Math.max(now, this.nextFree(placed, now));
			placed.push(task);
			if (slotAt === task.proxy.slotAt) continue;
			move(task, slotAt);
			this.world.callbacks.timesChanged(task);
		}
	}

	private waiting(now: number): ProxyTask[] {
		return this.unfinished().filter(({ proxy }) => proxy.slotAt > now);
	}

	/** When a slot is free after all these tasks. */
	private nextFree(tasks: readonly ProxyTask[], now: number): number {
		const count = this.world.settings.proxyTasksAtOnce;
		if (tasks.length < count) return now;
		const ends = tasks.map(({ finishAt }) => finishAt).sort((a, b) => a - b);
		return ends[ends.length - count] ?? now;
	}
}

/** Moves all moments of a task that has not begun, so that it gets its slot at `slotAt`. */
function move(task: ProxyTask, slotAt: number): void {
	const delay = slotAt - task.proxy.slotAt;
	task.proxy.slotAt = slotAt;
	task.startAt += delay;
	task.progressAt += delay;
	task.finishAt += delay;
}

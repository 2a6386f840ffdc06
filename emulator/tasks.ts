import type { Account, Accounts, ApiKey } from './accounts';
import type { Clock } from './clock';
import type { Fault } from './faults';
import { draw, uuid } from './random';
import { refusals } from './refusals';
import type { Settings } from './settings';
import { isFinal, paces, type Task, type TaskPlan } from './task';
import type { Variants } from './variants';

/** Finished tasks beyond this number are forgotten, oldest first. */
const keptTasks = 10_000;

/** Who creates a task, and which faults go with it. */
export interface Creation {
	key: ApiKey;
	webhook: string | null;
	fault?: Fault;
	callbackFault?: Fault;
}

export class Tasks {
	private readonly tasks = new Map<number, Task>();

	private readonly jobs = new Map<string, Task>();

	private readonly unsettled = new Set<Task>();

	readonly stats = {
		tasksCreated: 0,
		peakUnfinished: 0,
		tokensCharged: 0,
		succeeded: 0,
		failed: 0,
		byAction: {} as Record<string, number>,
	};

	constructor(
		private readonly clock: Clock,
		private readonly accounts: Accounts,
		private readonly settings: Settings,
		private readonly variants: Variants,
		private lastId: number,
	) {}

	/** Books every task that has ended since the last look. Charged only on success. */
	settle(): void {
		const now = this.clock.now();
		for (const task of this.unsettled) {
			if (!isFinal(task, now)) continue;
			this.unsettled.delete(task);
			task.settled = true;
			if (task.failReason === null) {
				this.accounts.charge(task.accountId, task.key, task.cost);
				this.stats.tokensCharged += task.cost;
				this.stats.succeeded += 1;
			} else {
				this.stats.failed += 1;
			}
		}
	}

	/** Refuses when the queue is full or the balance too low. */
	checkRoom(key: ApiKey, cost: number): void {
		const account = this.accounts.account(key.accountId);
		const open = this.unfinished(account);
		const limit = this.accounts.queueLimit(account);
		if (open.length >= limit) throw refusals.queueFull(limit, Number(this.variants.queueFull));
		this.accounts.checkFunds(
			key,
			cost,
			open.reduce((sum, task) => sum + task.cost, 0),
		);
	}

	/** Creates the task, provided that there is room for it. */
	create(plan: TaskPlan, creation: Creation): Task {
		this.checkRoom(creation.key, plan.cost);
		const { seed } = this.settings;
		this.stats.tasksCreated += 1;
		this.lastId += 1;
		const id = this.lastId;
		const { failReason = null, picture, ...rest } = plan;
		const task: Task = {
			...rest,
			id,
			jobId: uuid('job', seed, id),
			accountId: creation.key.accountId,
			key: creation.key.key,
			webhook: creation.webhook,
			...this.moments(plan, failReason !== null),
			failReason,
			picture: picture(id),
			pictureBytes: this.settings.pictureBytes,
			fault: creation.fault,
			callbackFault: creation.callbackFault,
			settled: false,
		};
		this.tasks.set(id, task);
		this.jobs.set(task.jobId, task);
		this.unsettled.add(task);
		this.stats.byAction[task.action] = (this.stats.byAction[task.action] ?? 0) + 1;
		this.stats.peakUnfinished = Math.max(this.stats.peakUnfinished, this.unsettled.size);
		this.forgetOldest();
		return task;
	}

	/** Ends a task now. False if it had ended already. */
	finish(task: Task, failReason: string | null): boolean {
		const now = this.clock.now();
		if (isFinal(task, now)) return false;
		task.startAt = Math.min(task.startAt, now);
		task.progressAt = Math.min(task.progressAt, now);
		task.finishAt = now;
		task.failReason = failReason;
		this.settle();
		return true;
	}

	get(id: number): Task | undefined {
		this.settle();
		return this.tasks.get(id);
	}

	byJob(jobId: string): Task | undefined {
		this.settle();
		return this.jobs.get(jobId);
	}

	/** Newest first. */
	list(accountId?: string): Task[] {
		this.settle();
		const all = [...this.tasks.values()].reverse();
		return accountId === undefined ? all : all.filter((task) => task.accountId === accountId);
	}

	unfinished(account?: Account): Task[] {
		this.settle();
		return [...this.unsettled].filter((task) => !account || task.accountId === account.id);
	}

	/** The id of the newest task, so that a world that follows does not use an id again. */
	get newestId(): number {
		return this.lastId;
	}

	private moments(plan: TaskPlan, fails: boolean) {
		const { durationSeconds, seed, speed } = this.settings;
		const { min, max } = durationSeconds ?? paces[plan.pace][plan.pool];
		const seconds = min + (max - min) * draw('duration', seed, this.stats.tasksCreated);
		const length = (seconds * 1000 * (fails ? 0.4 : 1)) / speed;
		const submittedAt = this.clock.now();
		return {
			submittedAt,
			startAt: submittedAt + Math.min(1000 / speed, length * 0.02),
			progressAt: submittedAt + Math.min(3000 / speed, length * 0.08),
			finishAt: submittedAt + length,
		};
	}

	private forgetOldest(): void {
		for (const task of this.tasks.values()) {
			if (this.tasks.size <= keptTasks || !task.settled) return;
			this.tasks.delete(task.id);
			this.jobs.delete(task.jobId);
		}
	}
}

import type { Account, Accounts, ApiKey } from './accounts';
import type { Clock } from './clock';
import type { Fault } from './faults';
import { seededNumber, seededUuid } from './random';
import { fullQueueError } from './contrary/errorForms';
import type { Settings } from './settings';
import { isResting, type ProxyPart } from './proxy/proxyTask';
import { isFinal, usualDurations, type Task, type TaskPlan } from './task';
import type { Variants } from './variants';

/** If there are more tasks, the oldest finished ones are removed. */
const maxStoredTasks = 10_000;

/** Who creates a task, and which faults apply to it. */
export interface Creation {
	key: ApiKey;
	webhook: string | null;
	fault?: Fault;
	callbackFault?: Fault;
}

/** The moments of a task that has not been started. */
const atRest = { startAt: Infinity, progressAt: Infinity, finishAt: Infinity };

const isOwn = (task: Task, accountId: string) =>
	task.accountId === accountId && task.proxy === undefined;

export class Tasks {
	/** Called after a task was ended early. */
	onFinish: () => void = () => undefined;

	private readonly tasks = new Map<number, Task>();

	private readonly jobs = new Map<string, Task>();

	private readonly running = new Set<Task>();

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

	/** Counts all tasks that have ended since the last call, and charges those that succeeded. */
	processEndedTasks(): void {
		const now = this.clock.now();
		for (const task of this.running) {
			if (!isFinal(task, now)) continue;
			this.running.delete(task);
			task.endProcessed = true;
			if (task.failReason === null || this.variants.failedTasks === 'charged') {
				this.accounts.charge(task.accountId, task.key, task.cost);
				this.stats.tokensCharged += task.cost;
			}
			this.stats[task.failReason === null ? 'succeeded' : 'failed'] += 1;
		}
	}

	/** Throws if the queue is full or the balance is too low. */
	checkCanCreate(key: ApiKey, { cost, pool }: Pick<TaskPlan, 'cost' | 'pool'>): void {
		const { variants } = this;
		const account = this.accounts.account(key.accountId);
		const open = this.unfinished(account);
		const queue = variants.queueScope === 'pool' ? open.filter((each) => each.pool === pool) : open;
		const documented = this.settings.queueLimit ?? this.accounts.queueLimit(account);
		const limit = Math.min(documented, Number(variants.queueLimit) || documented);
		if (queue.length >= limit) throw fullQueueError(limit, variants);
		this.accounts.checkFunds(
			key,
			cost,
			variants.balanceCovers === 'one' ? 0 : open.reduce((sum, task) => sum + task.cost, 0),
		);
	}

	/** Creates a task. Throws if the queue is full or the balance is too low. */
	create(plan: TaskPlan, creation: Creation): Task {
		this.checkCanCreate(creation.key, plan);
		this.lastId += 1;
		return this.add(plan, creation, this.lastId);
	}

	/** Adds a task with a new id. With `proxy` it is a task of the second wire. */
	add(plan: TaskPlan, creation: Creation, id: number, proxy?: ProxyPart): Task {
		const { seed } = this.settings;
		const { failReason = null, picture, ...rest } = plan;
		const task: Task = {
			...rest,
			id,
			number: this.stats.tasksCreated,
			jobId: seededUuid('job', seed, id),
			accountId: creation.key.accountId,
			key: creation.key.key,
			webhook: creation.webhook,
			...atRest,
			submittedAt: this.clock.now(),
			failReason,
			picture: picture(id),
			pictureBytes: this.settings.pictureBytes,
			fault: creation.fault,
			callbackFault: creation.callbackFault,
			endProcessed: false,
			...(proxy && { proxy }),
		};
		this.tasks.set(id, task);
		this.jobs.set(task.jobId, task);
		if (!isResting(task)) this.start(task);
		return task;
	}

	/** Starts a task, and counts it. Called by `add`, except for a task that rests until it is confirmed. */
	start(task: Task): void {
		this.stats.tasksCreated += 1;
		Object.assign(task, this.timesOf(task, task.failReason !== null));
		this.running.add(task);
		this.stats.byAction[task.action] = (this.stats.byAction[task.action] ?? 0) + 1;
		this.stats.peakUnfinished = Math.max(this.stats.peakUnfinished, this.running.size);
		this.removeOldest();
	}

	/** Ends a task now. False if it had ended already. */
	finish(task: Task, failReason: string | null): boolean {
		const now = this.clock.now();
		if (isFinal(task, now)) return false;
		task.startAt = Math.min(task.startAt, now);
		task.progressAt = Math.min(task.progressAt, now);
		task.finishAt = now;
		task.failReason = failReason;
		this.processEndedTasks();
		this.onFinish();
		return true;
	}

	get(id: number): Task | undefined {
		this.processEndedTasks();
		return this.tasks.get(id);
	}

	byJob(jobId: string): Task | undefined {
		this.processEndedTasks();
		return this.jobs.get(jobId);
	}

	/** Newest first. With an account: its tasks at OhMyGPT. */
	list(accountId?: string): Task[] {
		this.processEndedTasks();
		const all = [...this.tasks.values()].reverse();
		return accountId === undefined ? all : all.filter((task) => isOwn(task, accountId));
	}

	/** With an account: its tasks at OhMyGPT. */
	unfinished(account?: Account): Task[] {
		this.processEndedTasks();
		return [...this.running].filter((task) => !account || isOwn(task, account.id));
	}

	/** The id of the newest task. After a reset the ids continue from it, so that no id is used twice. */
	get newestId(): number {
		return this.lastId;
	}

	private timesOf({ durationKind, pool }: Task, fails: boolean) {
		const { durationSeconds, seed, speed } = this.settings;
		const { min, max } = durationSeconds ?? usualDurations[durationKind][pool];
		const seconds = min + (max - min) * seededNumber('duration', seed, this.stats.tasksCreated);
		const length = (seconds * 1000 * (fails ? 0.4 : 1)) / speed;
		const now = this.clock.now();
		return {
			startAt: now + Math.min(1000 / speed, length * 0.02),
			progressAt: now + Math.min(3000 / speed, length * 0.08),
			finishAt: now + length,
		};
	}

	private removeOldest(): void {
		for (const task of this.tasks.values()) {
			if (this.tasks.size <= maxStoredTasks || !task.endProcessed) return;
			this.tasks.delete(task.id);
			this.jobs.delete(task.jobId);
		}
	}
}

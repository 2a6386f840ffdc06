import { Agent, request } from 'undici';
import type { Fault } from './faults';
import { Ring } from './journal';
import { isFinal, type Task } from './task';
import { wireTask } from './wire';
import type { World } from './world';

/** One webhook that was sent, or that a fault swallowed. */
export interface Delivery {
	n: number;
	time: string;
	url: string;
	taskId: number;
	/** What was told. */
	status?: string;
	progress?: string;
	attempt: number;
	/** HTTP status of the receiver; null where there was no answer. */
	answered: number | null;
	error?: string;
	ms: number;
	fault?: string;
}

/** A task whose webhooks are not all sent. */
interface Watch {
	/** How many progress webhooks have had their moment. */
	sent: number;
	/** Cancels the timer for what comes next. */
	cancel?: () => void;
	/** Deliveries of one task follow each other. */
	last: Promise<void>;
}

const firstRetryMs = 1000;
const usualDelayMs = 30_000;

/** Sends webhooks: progress updates and the end of each task that has an address. */
export class Callbacks {
	readonly log = new Ring<Delivery>();

	private readonly watches = new Map<Task, Watch>();

	private readonly agent = new Agent({ connections: 100 });

	private readonly stopped = new AbortController();

	constructor(private readonly world: World) {}

	/** Follows a new task. With the fault `callback-early` it ends, and its receiver knows, before this returns. */
	async watch(task: Task): Promise<void> {
		const early = task.callbackFault?.fault === 'callback-early';
		if (early) this.world.tasks.finish(task, task.failReason);
		if (task.webhook === null) return;
		const watch: Watch = { sent: early ? Infinity : 0, last: Promise.resolve() };
		this.watches.set(task, watch);
		this.next(task, watch);
		if (early) await watch.last;
	}

	/** After a task was ended before its time: no progress is told any more. */
	moved(task: Task): void {
		const watch = this.watches.get(task);
		if (!watch) return;
		watch.sent = Infinity;
		this.next(task, watch);
	}

	/** Sends a task's webhook `times` times at once, as the task is now. */
	async repeat(task: Task, times: number): Promise<void> {
		const fields = wireTask(this.world, task);
		await Promise.all(Array.from({ length: times }, () => this.deliver(task, fields)));
	}

	stop(): void {
		for (const { cancel } of this.watches.values()) cancel?.();
		this.watches.clear();
		this.stopped.abort();
		void this.agent.destroy();
	}

	/** Sends what is due and sets the timer for what comes next. */
	private next(task: Task, watch: Watch): void {
		watch.cancel?.();
		const now = this.world.clock.now();
		// A busy process may come late: what was due before the end is still told before it.
		for (let due = this.moment(task, watch); due <= now; due = this.moment(task, watch)) {
			watch.sent += 1;
			this.queue(task, watch, 'progress', wireTask(this.world, task, task.fault, due));
		}
		if (isFinal(task, now)) {
			this.watches.delete(task);
			this.end(task, watch);
			return;
		}
		const next = Math.min(task.finishAt, this.moment(task, watch));
		// A timer may fire a little early; rounding up spares a second one.
		const wait = Math.ceil(next - now);
		watch.cancel = this.world.clock.after(wait, () => this.next(task, watch));
	}

	/** When the next progress update is due. */
	private moment(task: Task, { sent }: Watch): number {
		const updates = this.world.settings.progressCallbacks;
		if (sent >= updates) return Infinity;
		return task.progressAt + ((task.finishAt - task.progressAt) * sent) / updates;
	}

	private end(task: Task, watch: Watch): void {
		const silent = task.failReason !== null && this.world.variants.webhookFailure === 'not-sent';
		if (!silent) this.queue(task, watch, 'final', wireTask(this.world, task));
		if (task.callbackFault?.fault === 'callback-reordered') {
			const before = wireTask(this.world, task, task.fault, task.finishAt - 1);
			this.queue(task, watch, 'progress', before);
		}
	}

	private queue(
		task: Task,
		watch: Watch,
		kind: Fault['only'],
		fields: Record<string, unknown>,
	): void {
		const armed = task.callbackFault ?? this.world.faults.take('callback', 'callback', kind);
		const fault = armed && (armed.only ?? kind) === kind ? armed : undefined;
		const send = async () => {
			if (fault?.fault === 'callback-delayed') {
				await this.world.clock.wait(fault.delayMs ?? usualDelayMs);
			}
			if (fault?.fault === 'callback-lost') this.record(task, fields, { fault: 'callback-lost' });
			else await this.deliver(task, fields, fault?.fault);
			if (fault?.fault === 'callback-twice') await this.deliver(task, fields, fault.fault);
		};
		watch.last = watch.last.then(send);
	}

	/** One webhook with its retries. Never throws. */
	private async deliver(
		task: Task,
		fields: Record<string, unknown>,
		fault?: string,
	): Promise<void> {
		const { clock, settings, variants } = this.world;
		const body =
			variants.webhookBody === 'envelope'
				? { statusCode: 200, message: 'Success', data: fields }
				: fields;
		for (let attempt = 1; attempt <= 1 + settings.callbackRetries; attempt += 1) {
			if (this.stopped.signal.aborted) return;
			const started = clock.now();
			const outcome = await this.post(task.webhook ?? '', JSON.stringify(body));
			this.record(task, fields, {
				...outcome,
				attempt,
				ms: Math.round(clock.now() - started),
				fault,
			});
			if (outcome.answered !== null && outcome.answered < 300) return;
			await clock.wait(firstRetryMs * 2 ** (attempt - 1));
		}
	}

	private async post(
		url: string,
		body: string,
	): Promise<{ answered: number | null; error?: string }> {
		const late = new AbortController();
		const cancel = this.world.clock.after(this.world.settings.callbackTimeoutMs, () =>
			late.abort(new DOMException('The receiver took too long', 'TimeoutError')),
		);
		try {
			const answer = await request(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body,
				dispatcher: this.agent,
				signal: AbortSignal.any([this.stopped.signal, late.signal]),
			});
			await answer.body.dump();
			return { answered: answer.statusCode };
		} catch (error) {
			return { answered: null, error: error instanceof Error ? error.message : String(error) };
		} finally {
			cancel();
		}
	}

	private record(task: Task, fields: Record<string, unknown>, outcome: Partial<Delivery>): void {
		this.log.add({
			n: this.log.total + 1,
			time: this.world.clock.iso(this.world.clock.now()),
			url: task.webhook ?? '',
			taskId: task.id,
			status: textOrNone(fields.status),
			progress: textOrNone(fields.progress),
			attempt: 1,
			answered: null,
			ms: 0,
			...outcome,
		});
	}
}

const textOrNone = (value: unknown) => (typeof value === 'string' ? value : undefined);

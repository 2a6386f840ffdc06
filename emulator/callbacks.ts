import { Agent, request } from 'undici';
import type { Fault } from './faults';
import { callbackRequest } from './contrary/callbackBody';
import { RingBuffer } from './journal';
import { isFinal, type Task } from './task';
import { finalCallbacksOf, firstCallbackAt, shownTask } from './shownTask';
import { defaultVariants } from './variants';
import type { World } from './world';

/** One webhook request. With the fault `callback-lost` it is recorded but not sent. */
export interface Delivery {
	n: number;
	time: string;
	url: string;
	taskId: number;
	/** The status that was sent. */
	status?: string;
	progress?: string;
	attempt: number;
	/** HTTP status of the receiver. null if there was no response. */
	answered: number | null;
	error?: string;
	ms: number;
	fault?: string;
}

/** The webhooks of one task. */
interface Subscription {
	/** Number of progress webhooks that were due until now. */
	progressCount: number;
	/** Cancels the timer for the next webhook. */
	cancel?: () => void;
	/** The last queued delivery. Webhooks of one task are sent one after the other. */
	last: Promise<void>;
}

const firstRetryMs = 1000;
const defaultDelayMs = 30_000;

/** Sends webhooks: progress updates and the end of each task that has a webhook URL. */
export class Callbacks {
	readonly log = new RingBuffer<Delivery>();

	private readonly subscriptions = new Map<Task, Subscription>();

	private readonly agent = new Agent({ connections: 100 });

	private readonly stopped = new AbortController();

	constructor(private readonly world: World) {}

	/**
	 * Starts to send the webhooks of a new task. With the fault `callback-early` the task ends immediately, and its
	 * final webhook is sent before this method returns.
	 */
	async subscribe(task: Task): Promise<void> {
		const early = task.callbackFault?.fault === 'callback-early';
		if (early) this.world.tasks.finish(task, task.failReason);
		if (task.webhook === null) return;
		const subscription: Subscription = {
			progressCount: early ? Infinity : 0,
			last: Promise.resolve(),
		};
		this.subscriptions.set(task, subscription);
		this.sendDue(task, subscription);
		if (early) await subscription.last;
	}

	/** Must be called when the control API has ended a task. Sends the final webhook and no more progress. */
	taskEnded(task: Task): void {
		const subscription = this.subscriptions.get(task);
		if (!subscription) return;
		subscription.progressCount = Infinity;
		this.sendDue(task, subscription);
	}

	/** Must be called when the moments of an unfinished task have changed. */
	timesChanged(task: Task): void {
		const subscription = this.subscriptions.get(task);
		if (subscription) this.sendDue(task, subscription);
	}

	/** Sends a webhook with the current state of a task, `times` times in parallel. */
	async repeat(task: Task, times: number): Promise<void> {
		const fields = shownTask(this.world, task);
		await Promise.all(Array.from({ length: times }, () => this.deliver(task, fields)));
	}

	stop(): void {
		for (const { cancel } of this.subscriptions.values()) cancel?.();
		this.subscriptions.clear();
		this.stopped.abort();
		void this.agent.destroy();
	}

	/** Sends all webhooks that are due, and sets a timer for the next one. */
	private sendDue(task: Task, subscription: Subscription): void {
		subscription.cancel?.();
		const now = this.world.clock.now();
		// In a busy process the timer may fire late. Progress that was due before the end is still sent first.
		for (
			let due = this.nextProgressAt(task, subscription);
			due <= now;
			due = this.nextProgressAt(task, subscription)
		) {
			subscription.progressCount += 1;
			this.enqueue(task, subscription, 'progress', shownTask(this.world, task, task.fault, due));
		}
		if (isFinal(task, now)) {
			this.subscriptions.delete(task);
			this.sendFinal(task, subscription);
			return;
		}
		const next = Math.min(task.finishAt, this.nextProgressAt(task, subscription));
		// A timer may fire slightly early. Rounding up avoids a second timer.
		const wait = Math.ceil(next - now);
		subscription.cancel = this.world.clock.after(wait, () => this.sendDue(task, subscription));
	}

	/** When the next progress webhook is due. */
	private nextProgressAt(task: Task, { progressCount }: Subscription): number {
		const total = this.world.settings.progressCallbacks;
		if (progressCount >= total) return Infinity;
		const first = firstCallbackAt(task);
		return first + ((task.finishAt - first) * progressCount) / total;
	}

	private sendFinal(task: Task, subscription: Subscription): void {
		const isSent = task.failReason === null || this.world.variants.webhookFailure !== 'not-sent';
		for (let n = isSent ? finalCallbacksOf(task) : 0; n > 0; n -= 1) {
			this.enqueue(task, subscription, 'final', shownTask(this.world, task));
		}
		if (task.callbackFault?.fault === 'callback-reordered') {
			const before = shownTask(this.world, task, task.fault, task.finishAt - 1);
			this.enqueue(task, subscription, 'progress', before);
		}
	}

	private enqueue(
		task: Task,
		subscription: Subscription,
		kind: Fault['only'],
		fields: Record<string, unknown>,
	): void {
		const armed = task.callbackFault ?? this.world.faults.take('callback', 'callback', kind);
		const fault = armed && (armed.only ?? kind) === kind ? armed : undefined;
		const send = async () => {
			if (fault?.fault === 'callback-delayed') {
				await this.world.clock.wait(fault.delayMs ?? defaultDelayMs);
			}
			if (fault?.fault === 'callback-lost') this.record(task, fields, { fault: 'callback-lost' });
			else await this.deliver(task, fields, fault?.fault);
			if (fault?.fault === 'callback-twice') await this.deliver(task, fields, fault.fault);
		};
		subscription.last = subscription.last.then(send);
	}

	/** Sends one webhook, with retries. Never throws. */
	private async deliver(
		task: Task,
		fields: Record<string, unknown>,
		fault?: string,
	): Promise<void> {
		const { clock, settings, variants } = this.world;
		// Variants are about OhMyGPT's callbacks.
		const sent = callbackRequest(task.proxy ? defaultVariants() : variants, fields);
		for (let attempt = 1; attempt <= 1 + settings.callbackRetries; attempt += 1) {
			if (this.stopped.signal.aborted) return;
			const started = clock.now();
			const outcome = await this.post(task.webhook ?? '', sent);
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
		sent: ReturnType<typeof callbackRequest>,
	): Promise<{ answered: number | null; error?: string }> {
		const late = new AbortController();
		const cancel = this.world.clock.after(this.world.settings.callbackTimeoutMs, () =>
			late.abort(new DOMException('The receiver took too long', 'TimeoutError')),
		);
		try {
			const response = await request(url, {
				method: 'POST',
				...sent,
				dispatcher: this.agent,
				signal: AbortSignal.any([this.stopped.signal, late.signal]),
			});
			await response.body.dump();
			return { answered: response.statusCode };
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

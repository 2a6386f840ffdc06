import { Accounts } from './accounts';
import { Callbacks } from './callbacks';
import { Occasions } from './contrary/occasions';
import type { ListPage } from './contrary/taskList';
import { Clock, type TimeSource } from './clock';
import { Faults } from './faults';
import { Files } from './files';
import { Journal } from './journal';
import { PictureRenderer } from './pictures/pictureRenderer';
import { ProxyState } from './proxy/proxyState';
import { RateLimiter } from './rateLimiter';
import { defaultSettings, type Settings } from './settings';
import type { Task } from './task';
import { Tasks } from './tasks';
import { defaultVariants, type Variants } from './variants';

/** An id is never used twice in one emulator process. So a late response is never mistaken for another task. */
const idBeforeFirst = 1_840_000;

/** The state of the emulator. */
export class World {
	readonly clock: Clock;

	readonly renderer = new PictureRenderer();

	readonly settings: Settings;

	readonly variants: Variants = defaultVariants();

	accounts!: Accounts;

	tasks!: Tasks;

	files!: Files;

	faults!: Faults;

	journal!: Journal;

	callbacks!: Callbacks;

	rateLimiter!: RateLimiter;

	/** The second wire: midjourney-proxy. */
	proxy!: ProxyState;

	/** Requests that switches with a rhythm have counted. */
	occasions!: Occasions;

	/** Pages of the task list that are shown until a moment. */
	listCache!: Map<string, { until: number; page: ListPage }>;

	/** When the variants were set. */
	variedAt!: number;

	/** Tasks that have seemed to fail for a moment. */
	failuresShown!: WeakSet<Task>;

	/** Number of pictures that clients have sent. */
	uploadCount = 0;

	/** URL of the emulator, without a slash at the end. */
	address = '';

	constructor(
		private readonly startSettings: Partial<Settings>,
		time?: TimeSource,
	) {
		this.clock = new Clock(time);
		this.settings = { ...defaultSettings, ...startSettings };
		this.reset();
	}

	/** Resets everything to the state after the start, with changed settings. Running requests and webhooks are dropped. */
	reset(change: Partial<Settings> = {}): void {
		this.callbacks?.stop();
		Object.assign(this.variants, defaultVariants());
		this.set({ ...defaultSettings, ...this.startSettings, ...change });
		this.accounts = new Accounts(() => this.clock.iso(this.clock.now()));
		this.tasks = new Tasks(
			this.clock,
			this.accounts,
			this.settings,
			this.variants,
			this.tasks?.newestId ?? idBeforeFirst,
		);
		this.proxy = new ProxyState(this, this.proxy?.newestId ?? 0);
		this.tasks.onFinish = () => this.proxy.slots.fill();
		this.files = new Files(this.clock);
		this.faults = new Faults();
		this.journal = new Journal();
		this.callbacks = new Callbacks(this);
		this.rateLimiter = new RateLimiter(this.clock, this.settings);
		this.forgetOccasions();
	}

	set(change: Partial<Settings>): void {
		Object.assign(this.settings, change);
		this.clock.speed = this.settings.speed;
		this.clock.aheadMs = this.settings.clockAheadSeconds * 1000;
		this.clock.scaled = this.settings.timestamps === 'scaled';
	}

	/** Sets variants, and counts anew for those with a rhythm. */
	vary(change: Partial<Variants>): void {
		Object.assign(this.variants, change);
		this.forgetOccasions();
	}

	private forgetOccasions(): void {
		this.occasions = new Occasions();
		this.variedAt = this.clock.now();
		this.listCache = new Map();
		this.failuresShown = new WeakSet();
	}

	stop(): void {
		this.callbacks.stop();
		this.clock.stop();
	}
}

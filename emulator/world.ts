import { Accounts } from './accounts';
import { Callbacks } from './callbacks';
import { Clock, type TimeSource } from './clock';
import { Faults } from './faults';
import { Files } from './files';
import { Journal } from './journal';
import { Gallery } from './pictures/gallery';
import { Rates } from './rates';
import { defaultSettings, type Settings } from './settings';
import { Tasks } from './tasks';
import { defaultVariants, type Variants } from './variants';

/** Ids are never used twice in the life of an emulator: a late answer cannot be taken for another task's. */
const idBeforeFirst = 1_840_000;

/** Everything that the emulator knows. */
export class World {
	readonly clock: Clock;

	readonly gallery = new Gallery();

	readonly settings: Settings;

	readonly variants: Variants = defaultVariants();

	accounts!: Accounts;

	tasks!: Tasks;

	files!: Files;

	faults!: Faults;

	journal!: Journal;

	callbacks!: Callbacks;

	rates!: Rates;

	/** Counts the pictures that clients sent. */
	picturesSent = 0;

	/** The emulator's own address, without a slash at its end. */
	address = '';

	constructor(
		private readonly startSettings: Partial<Settings>,
		time?: TimeSource,
	) {
		this.clock = new Clock(time);
		this.settings = { ...defaultSettings, ...startSettings };
		this.reset();
	}

	/** As after the start, with some settings changed. Requests and webhooks under way are forgotten. */
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
		this.files = new Files(this.clock);
		this.faults = new Faults();
		this.journal = new Journal();
		this.callbacks = new Callbacks(this);
		this.rates = new Rates(this.clock, this.settings);
	}

	set(change: Partial<Settings>): void {
		Object.assign(this.settings, change);
		this.clock.speed = this.settings.speed;
		this.clock.aheadMs = this.settings.clockAheadSeconds * 1000;
		this.clock.scaled = this.settings.timestamps === 'scaled';
	}

	stop(): void {
		this.callbacks.stop();
		this.clock.stop();
	}
}

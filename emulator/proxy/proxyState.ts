import { seededNumber } from '../random';
import type { Task } from '../task';
import type { World } from '../world';
import { GatewayRecords } from './gatewayRecords';
import { isProxyTask, type ProxyTask } from './proxyTask';
import { Slots } from './slots';
import { layersOf } from './variant';

/** The state of the second wire. */
export class ProxyState {
	readonly slots: Slots;

	readonly records: GatewayRecords;

	/** Tasks whose seed was read once. The next answer is immediate. */
	readonly seedsRead = new WeakSet<Task>();

	constructor(
		private readonly world: World,
		private lastId: number,
	) {
		this.slots = new Slots(world);
		this.records = new GatewayRecords(world);
	}

	/** Server and gateway of the present variant. */
	get layers() {
		return layersOf[this.world.settings.proxyVariant];
	}

	/** The newest id, so that no id is used twice after a reset. */
	get newestId(): number {
		return this.lastId;
	}

	/** A new id: milliseconds and three more digits. 16 digits are still a safe integer. */
	nextId(): number {
		const { clock, settings, tasks } = this.world;
		const digits = Math.floor(1000 * seededNumber('id', settings.seed, tasks.stats.tasksCreated));
		const id = Math.floor(clock.serviceNow()) * 1000 + digits;
		this.lastId = Math.max(this.lastId + 1, id);
		return this.lastId;
	}

	/** A task of this wire. */
	task(id: number): ProxyTask | undefined {
		const task = this.world.tasks.get(id);
		return isProxyTask(task) ? task : undefined;
	}

	/** Newest first. */
	tasks(): ProxyTask[] {
		return this.world.tasks.list().filter(isProxyTask);
	}
}

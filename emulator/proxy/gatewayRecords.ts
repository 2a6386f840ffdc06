import type { Fault } from '../faults';
import type { World } from '../world';
import { isFinal } from '../task';
import type { GatewayName } from './variant';
import type { ProxyTask } from './proxyTask';
import { proxyTaskFields, type TaskFields } from './taskFields';

/** A gateway's own record of a task. It knows only what the client sent and what the last poll showed. */
export interface GatewayRecord {
	readonly task: ProxyTask;
	readonly gateway: GatewayName;
	readonly accountId: string;
	/** The gateway's own word for the action. */
	readonly action: string;
	/** Text of the request; for an action the text of its source. */
	readonly prompt: string;
	/** Text of the server's answer to the creation. */
	readonly description: string;
	readonly createdAt: number;
	/** What the last poll showed when a second record of the same task was made. Until that one has ended, no poll changes it. */
	frozen?: TaskFields | null;
}

const pollMs = 15_000;
const givenUpMs = 3_600_000;
const givenUpReason = '上游任务超时（超过1小时）';

/** The records of a gateway. All its open tasks are polled at once, every 15 seconds. */
export class GatewayRecords {
	private readonly records: GatewayRecord[] = [];

	private readonly start: number;

	constructor(private readonly world: World) {
		this.start = world.clock.now();
	}

	add(record: Omit<GatewayRecord, 'createdAt' | 'frozen'>): void {
		const now = this.world.clock.now();
		this.records.push({ ...record, createdAt: now });
	}

	/**
	 * What the record of a task shows now. Called before a modal call changes the task. The result is called when the
	 * task has got a second record: from then until the task has ended, the first record does not change.
	 */
	beforeModal(task: ProxyTask): () => void {
		const record = this.of(task.id);
		const seen = record && this.polled(record);
		return () => {
			if (record) record.frozen = seen ?? null;
		};
	}

	/** The oldest record of a task. */
	of(id: number, accountId?: string): GatewayRecord | undefined {
		return this.records.find((each) => each.task.id === id && isOwn(each, accountId));
	}

	/** All records of these tasks, oldest first. A task that needed a modal call has two. */
	all(ids: readonly number[], accountId: string): GatewayRecord[] {
		return this.records.filter((each) => ids.includes(each.task.id) && isOwn(each, accountId));
	}

	/** Sum of the prices of the account's unfinished tasks. */
	reserved(accountId: string): number {
		return this.world.proxy.slots
			.unfinished()
			.filter((task) => task.accountId === accountId)
			.reduce((sum, { cost }) => sum + cost, 0);
	}

	/** The task in responses. A fault is that of one response, or of the task. */
	fields(record: GatewayRecord, fault = record.task.fault): Record<string, unknown> {
		const { task, action, prompt, description } = record;
		const seen = this.polled(record, fault);
		const { clock } = this.world;
		const known = {
			id: fault?.fault === 'id-number' ? task.id : String(task.id),
			action,
			customId: '',
			botType: '',
			prompt,
			promptEn: seen?.promptEn ?? '',
			description,
			state: seen?.state ?? '',
			submitTime: seen?.submitTime ?? clock.toServiceTime(record.createdAt),
			startTime: seen?.startTime ?? 0,
			finishTime: seen?.finishTime ?? 0,
			imageUrl: this.pictureUrl(record, seen, fault),
			status: fault?.fault === 'status-empty' ? '' : (seen?.status ?? ''),
			progress: seen?.progress ?? '0%',
			failReason: seen?.failReason ?? '',
			buttons: seen?.buttons ?? null,
			maskBase64: '',
			properties: seen && promptsOf(seen),
			...(record.gateway === 'new-api' && filmsOf(seen)),
		};
		if (known.failReason !== '' && known.status === 'FAILURE') known.progress = '100%';
		return known;
	}

	/** The address of the gateway itself; at one-hub that of the server behind. Before success it differs each time. */
	private pictureUrl(
		{ task, gateway }: GatewayRecord,
		seen: TaskFields | undefined,
		fault: Fault | undefined,
	): string {
		if (!seen || seen.imageUrl === null) return '';
		if (gateway === 'one-hub') return String(seen.imageUrl);
		const { address, clock } = this.world;
		const isHostless = fault?.fault === 'no-host-image';
		const url = `${isHostless ? '' : address}/mj/image/${task.id}`;
		return seen.status === 'SUCCESS' ? url : `${url}?rand=${Math.round(clock.now() * 1000)}`;
	}

	/** What the last poll showed. undefined if there was none yet. */
	private polled(record: GatewayRecord, fault?: Fault): TaskFields | undefined {
		const now = this.world.clock.now();
		if (record.frozen === undefined) return this.at(record, this.lastPoll(now), fault);
		const ended = this.nextPoll(record.task.finishAt);
		const thawed = ended + pollMs / this.world.settings.speed;
		return now < thawed ? (record.frozen ?? undefined) : this.at(record, this.lastPoll(now), fault);
	}

	/** What a poll at this moment showed. */
	private at(
		{ task, createdAt }: GatewayRecord,
		moment: number,
		fault: Fault | undefined = task.fault,
	): TaskFields | undefined {
		if (moment <= createdAt) return undefined;
		const fields = proxyTaskFields(this.world, task, { moment, fault });
		const isLate = moment - createdAt > givenUpMs / this.world.settings.speed;
		if (!isLate || isFinal(task, moment)) return fields;
		return { ...fields, status: 'FAILURE', failReason: givenUpReason, progress: '100%' };
	}

	private lastPoll(moment: number): number {
		const period = pollMs / this.world.settings.speed;
		return this.start + Math.floor((moment - this.start) / period) * period;
	}

	private nextPoll(moment: number): number {
		const period = pollMs / this.world.settings.speed;
		return this.start + Math.ceil((moment - this.start) / period) * period;
	}
}

const isOwn = (record: GatewayRecord, accountId: string | undefined) =>
	accountId === undefined || record.accountId === accountId;

/** The two properties that a gateway passes on. */
function promptsOf({ properties }: TaskFields) {
	const { finalPrompt = '', finalZhPrompt = '' } = properties;
	return { finalPrompt, finalZhPrompt };
}

function filmsOf(seen: TaskFields | undefined) {
	const films = (seen?.videoUrls ?? []).map(({ url }) => ({ url }));
	return { videoUrl: seen?.videoUrl ?? '', videoUrls: films };
}

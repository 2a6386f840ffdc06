import { unfinishedTasks } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { seededLetters } from './random';
import { apiErrors } from './apiErrors';

/** An account of the service. Amounts are in tokens. */
export interface Account {
	readonly id: string;
	membership: Membership;
	balance: number;
	/** Daily free tokens; spent before the balance. */
	freeBalance: number;
}

/** An API key of an account. Times are ISO 8601 strings. Amounts are in tokens. */
export interface ApiKey {
	readonly key: string;
	readonly accountId: string;
	remark: string;
	createdAt: string;
	usedAt: string | null;
	expiredAt: string;
	usedTimes: number;
	usedFee: number;
	maxFee: number;
	permissions: string[];
	isAdmin: boolean;
	isDisabled: boolean;
}

/** The fields of a key that a client may set. */
export type KeyChange = Partial<
	Pick<ApiKey, 'remark' | 'expiredAt' | 'maxFee' | 'permissions' | 'isDisabled'>
>;

/** `sk-` and 48 characters. The last three are different for each key, because a masked key shows only these. */
const fixedKey = (name: string, tail: string) => `sk-${name.padEnd(45, '0')}${tail}`;

/** The keys that exist after each start. They are always the same. */
export const startKeys = {
	user: fixedKey('emulatorUser', 'usr'),
	admin: fixedKey('emulatorAdmin', 'adm'),
	withoutMidjourney: fixedKey('emulatorWithoutMidjourney', 'wmj'),
	/** A key of a second account. It cannot read the tasks of the first account. */
	otherAccount: fixedKey('emulatorOtherAccount', 'oth'),
};

/** Documented: at most this many keys per user. */
const keysPerAccount = 5000;
const never = '2036-01-01T00:00:00.000Z';

export class Accounts {
	readonly main: Account = newAccount('1001');

	private readonly all = new Map([this.main, newAccount('1002')].map((each) => [each.id, each]));

	private readonly keys = new Map<string, ApiKey>();

	private createdKeys = 0;

	constructor(private readonly now: () => string) {
		const everything = ['midjourney', 'file-v1', 'gpt-4o-mini'];
		this.add(startKeys.user, { remark: 'user', permissions: everything });
		this.add(startKeys.admin, { remark: 'admin', permissions: everything }).isAdmin = true;
		this.add(startKeys.withoutMidjourney, {
			remark: 'without midjourney',
			permissions: ['file-v1', 'gpt-4o-mini'],
		});
		this.add(startKeys.otherAccount, { remark: 'other', permissions: everything }, '1002');
	}

	account(id: string): Account {
		const account = this.all.get(id);
		if (!account) throw new Error(`No account ${id}`);
		return account;
	}

	/** How many unfinished tasks the account may have. */
	queueLimit(account: Account): number {
		return unfinishedTasks[account.membership];
	}

	find(key: string): ApiKey | undefined {
		return this.keys.get(key);
	}

	/** The key in an Authorization header, with or without `Bearer`. Throws if the key is not valid. */
	authenticate(header: string | undefined): ApiKey {
		const key = this.keys.get((header ?? '').replace(/^Bearer\s+/i, '').trim());
		if (!key) throw apiErrors.unknownKey();
		if (key.isDisabled) throw apiErrors.disabledKey();
		if (Date.parse(key.expiredAt) <= Date.parse(this.now())) throw apiErrors.expiredKey();
		key.usedAt = this.now();
		key.usedTimes += 1;
		return key;
	}

	/** Throws if the balance or the key's own limit does not cover a task. `reserved`: the price of unfinished tasks. */
	checkFunds(key: ApiKey, cost: number, reserved: number): void {
		const account = this.account(key.accountId);
		if (account.balance + account.freeBalance < reserved + cost) throw apiErrors.noBalance();
		if (key.usedFee + cost > key.maxFee) throw apiErrors.keyLimitReached();
	}

	/** Charges the price of a finished task. */
	charge(accountId: string, key: string, cost: number): void {
		const account = this.account(accountId);
		const free = Math.min(account.freeBalance, cost);
		account.freeBalance -= free;
		account.balance -= cost - free;
		const used = this.keys.get(key);
		if (used) used.usedFee += cost;
	}

	list(accountId: string): ApiKey[] {
		return [...this.keys.values()].filter((key) => key.accountId === accountId);
	}

	create(accountId: string, change: KeyChange): ApiKey {
		if (this.list(accountId).length >= keysPerAccount) throw apiErrors.tooManyKeys();
		this.createdKeys += 1;
		return this.add(`sk-${seededLetters(48, 'key', this.createdKeys)}`, change, accountId);
	}

	update(accountId: string, key: string, change: KeyChange): ApiKey {
		return Object.assign(this.ownKey(accountId, key), change);
	}

	delete(accountId: string, key: string): void {
		this.keys.delete(this.ownKey(accountId, key).key);
	}

	private ownKey(accountId: string, key: string): ApiKey {
		const found = this.keys.get(key);
		if (found?.accountId !== accountId) throw apiErrors.unknownApiKey();
		return found;
	}

	private add(key: string, change: KeyChange, accountId = this.main.id): ApiKey {
		const created: ApiKey = {
			key,
			accountId,
			remark: '',
			createdAt: this.now(),
			usedAt: null,
			expiredAt: never,
			usedTimes: 0,
			usedFee: 0,
			maxFee: 1_000_000_000,
			permissions: [],
			isAdmin: false,
			isDisabled: false,
			...change,
		};
		this.keys.set(key, created);
		return created;
	}
}

function newAccount(id: string): Account {
	return { id, membership: 'regular', balance: 50_000_000, freeBalance: 0 };
}

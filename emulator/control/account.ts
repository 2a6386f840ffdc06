import type { FastifyInstance } from 'fastify';
import {
	memberships,
	type Membership,
} from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { startKeys, type KeyChange } from '../accounts';
import type { World } from '../world';

interface AccountChange
	extends Pick<KeyChange, 'permissions' | 'isDisabled' | 'expiredAt' | 'maxFee'> {
	membership?: Membership;
	balance?: number;
	freeBalance?: number;
	/** The key to which the other fields apply: a name in `startKeys`, or a key. */
	key?: string;
	isAdmin?: boolean;
}

const accountSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		membership: { enum: memberships },
		balance: { type: 'number' },
		freeBalance: { type: 'number', minimum: 0 },
		key: { type: 'string' },
		permissions: { type: 'array', items: { type: 'string' } },
		isDisabled: { type: 'boolean' },
		isAdmin: { type: 'boolean' },
		expiredAt: { type: 'string', format: 'date-time' },
		maxFee: { type: 'number', minimum: 0 },
	},
} as const;

/** Reads and changes membership and balance of the account, and permissions of its keys. */
export function accountControl(scope: FastifyInstance, world: World): void {
	const state = () => ({
		...world.accounts.main,
		queueLimit: world.accounts.queueLimit(world.accounts.main),
		keys: world.accounts.list(world.accounts.main.id),
	});

	scope.get('/account', state);
	scope.put<{ Body: AccountChange }>(
		'/account',
		{ schema: { body: accountSchema } },
		({ body }) => {
			const { membership, balance, freeBalance, key: name = 'user', ...keyChange } = body;
			const key = world.accounts.find(
				Object.hasOwn(startKeys, name) ? startKeys[name as keyof typeof startKeys] : name,
			);
			if (!key) throw new Error(`Unknown key. Known names: ${Object.keys(startKeys).join(', ')}`);
			Object.assign(key, keyChange);
			const given = Object.entries({ membership, balance, freeBalance });
			Object.assign(
				world.accounts.main,
				Object.fromEntries(given.filter(([, value]) => value !== undefined)),
			);
			return state();
		},
	);
}

import type { IDataObject } from 'n8n-workflow';

import { toList } from '../fields/nodeParameters';
import { toNumber } from '../service/ohmygpt/money';
import { refuse } from './operation';
import type { Item } from './operation';

interface Setting {
	/** What the service calls it in the key object that it lists. */
	name: string;
	/** What the node calls it. */
	label: string;
	legal: string;
	/** Undefined for a value that is none. */
	read: (value: unknown) => IDataObject[string];
}

function toIso(value: unknown): string | undefined {
	const time = typeof value === 'string' && value.trim() !== '' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function toTokens(value: unknown): number | undefined {
	const tokens = toNumber(value);
	return tokens !== null && tokens >= 0 ? tokens : undefined;
}

const settings: Readonly<Record<string, Setting>> = {
	expiresAt: {
		name: 'expired_at',
		label: 'Expires At',
		legal: 'a date and time, e.g. 2027-01-31T00:00',
		read: toIso,
	},
	isDisabled: {
		name: 'is_disabled',
		label: 'Disabled',
		legal: 'true or false',
		read: (value) => (typeof value === 'boolean' ? value : undefined),
	},
	maxFee: {
		name: 'max_fee',
		label: 'Maximum Fee',
		legal: 'a number of tokens, 0 or more',
		read: toTokens,
	},
	permissions: {
		name: 'permissions',
		label: 'Permissions',
		legal: 'names of models, parted by commas',
		read: (value) => (toList(value).length > 0 ? toList(value) : undefined),
	},
	remark: {
		name: 'remark',
		label: 'Remark',
		legal: 'a text',
		read: (value) => (typeof value === 'string' ? value.trim() : undefined),
	},
};

/**
 * The settings that are set, in the names of the service. One that cannot be read is refused and not left out: a key
 * without the limit that the user meant would be worse than none.
 */
export function readKeyBody(item: Item, given: IDataObject): IDataObject {
	const entries = Object.entries(given).flatMap(([field, value]) => {
		const setting = settings[field];
		if (setting === undefined) return [];
		const { name, label, legal, read } = setting;
		const body = read(value);
		if (body === undefined) {
			throw refuse(item, `'${label}' cannot be read`, `It must be ${legal}.`);
		}
		return [[name, body] as const];
	});
	return Object.fromEntries(entries);
}

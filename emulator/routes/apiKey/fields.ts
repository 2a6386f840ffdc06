import type { ApiKey, KeyChange } from '../../accounts';
import { listField, textField, type Body } from '../../body';
import { apiErrors } from '../../apiErrors';
import type { Variants } from '../../variants';

/** Documented limits, in calls per second. */
export const perSecond = { change: 10, list: 1 } as const;

const amount = (value: number) => value.toFixed(2);

/** A key in the format of responses. */
export function wireKey(key: ApiKey, { keyFields, keyText }: Variants) {
	return {
		key: keyText === 'masked' ? key.key.replace(/.(?=.{3})/g, '*') : key.key,
		user_id: key.accountId,
		remark: key.remark,
		created_at: key.createdAt,
		used_at: key.usedAt,
		expired_at: key.expiredAt,
		used_times: String(key.usedTimes),
		used_fee: amount(key.usedFee),
		max_fee: amount(key.maxFee),
		permissions: key.permissions,
		is_admin: key.isAdmin,
		is_disabled: key.isDisabled,
		...(keyFields === '13' && { is_check_permission: true }),
	};
}

/** The fields in a create or update request. The names are inferred from the key object. */
export function keyChange(body: Body): KeyChange {
	const has = (name: string) => textField(body, name) !== undefined;
	return {
		...(has('remark') && { remark: textField(body, 'remark') }),
		...(has('max_fee') && { maxFee: tokens(textField(body, 'max_fee') ?? '') }),
		...(has('expired_at') && { expiredAt: time(textField(body, 'expired_at') ?? '') }),
		...(has('is_disabled') && { isDisabled: textField(body, 'is_disabled') === 'true' }),
		...('permissions' in body.fields || 'permissions[]' in body.fields
			? { permissions: listField(body, 'permissions', ',') }
			: {}),
	};
}

function tokens(text: string): number {
	const value = Number(text);
	if (!(value >= 0)) throw apiErrors.bad('Parameter max_fee must be a number of tokens');
	return value;
}

function time(text: string): string {
	const moment = Date.parse(text);
	if (Number.isNaN(moment)) throw apiErrors.bad('Parameter expired_at must be an ISO 8601 time');
	return new Date(moment).toISOString();
}

import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { apiRoute } from './route';

const yearMs = 365 * 24 * 3600 * 1000;

/** Assumed: only the path is documented. The membership of the account ends in one year. */
export const getMembership = apiRoute({
	name: 'getMembership',
	paths: [endpoints.membership],
	needs: 'admin',
	handle({ world, key }) {
		const isText = world.variants.membershipDates === 'iso';
		const { membership } = world.accounts.account(key.accountId);
		const endsAt = world.clock.serviceNow() + yearMs;
		const end = isText ? new Date(endsAt).toISOString() : Math.floor(endsAt / 1000);
		return {
			vip_expire_date: membership === 'vip' ? end : null,
			premium_expire_date: membership === 'premium' ? end : null,
		};
	},
});

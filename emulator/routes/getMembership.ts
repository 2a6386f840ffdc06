import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { apiRoute } from './route';

const yearMs = 365 * 24 * 3600 * 1000;

/** Assumed: only the path is documented. The membership of the account ends in one year. */
export const getMembership = apiRoute({
	name: 'getMembership',
	paths: [endpoints.membership],
	needs: 'admin',
	handle({ world, key }) {
		const { membership } = world.accounts.account(key.accountId);
		const end = new Date(world.clock.serviceNow() + yearMs).toISOString();
		return {
			vip_expire_date: membership === 'vip' ? end : null,
			premium_expire_date: membership === 'premium' ? end : null,
		};
	},
});

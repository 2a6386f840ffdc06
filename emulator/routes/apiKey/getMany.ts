import { endpoints } from '../../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { apiRoute } from '../route';
import { perSecond, wireKey } from './fields';

export const apiKeyGetMany = apiRoute({
	name: 'apiKeyGetMany',
	paths: [endpoints.apiKeys.list],
	needs: 'admin',
	handle({ world, key }) {
		world.rateLimiter.check(`list ${key.accountId}`, perSecond.list);
		return world.accounts.list(key.accountId).map((each) => wireKey(each, world.variants));
	},
	message: (data) => `You have ${Array.isArray(data) ? data.length : 0} keys`,
});

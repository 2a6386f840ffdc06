import { endpoints } from '../../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { requiredText } from '../../body';
import { apiRoute } from '../route';
import { keyChange, perSecond, wireKey } from './fields';

export const apiKeyUpdate = apiRoute({
	name: 'apiKeyUpdate',
	paths: [endpoints.apiKeys.update],
	needs: 'admin',
	handle({ world, key, body }) {
		world.rateLimiter.check(`update ${key.accountId}`, perSecond.change);
		const named = requiredText(body, 'key');
		return wireKey(world.accounts.update(key.accountId, named, keyChange(body)), world.variants);
	},
});

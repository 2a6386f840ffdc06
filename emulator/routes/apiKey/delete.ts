import { endpoints } from '../../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { requiredText } from '../../body';
import { apiRoute } from '../route';
import { perSecond } from './fields';

export const apiKeyDelete = apiRoute({
	name: 'apiKeyDelete',
	paths: endpoints.apiKeys.delete,
	needs: 'admin',
	hasTwoSpellings: true,
	handle({ world, key, body }) {
		world.rateLimiter.check(`delete ${key.accountId}`, perSecond.change);
		world.accounts.delete(key.accountId, requiredText(body, 'key'));
		return null;
	},
	message: () => 'The key was deleted',
});

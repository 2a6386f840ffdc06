import { endpoints } from '../../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { apiRoute } from '../route';
import { keyChange, perSecond, wireKey } from './fields';

export const apiKeyCreate = apiRoute({
	name: 'apiKeyCreate',
	paths: endpoints.apiKeys.create,
	needs: 'admin',
	hasTwoSpellings: true,
	handle({ world, key, body }) {
		world.rateLimiter.check(`create ${key.accountId}`, perSecond.change);
		const created = world.accounts.create(key.accountId, keyChange(body));
		if (world.variants.keyCreated === 'text') return created.key;
		// The response to a creation is never masked.
		return wireKey(created, { ...world.variants, keyText: 'whole' });
	},
});

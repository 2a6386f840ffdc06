import { endpoints } from '../../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { apiRoute } from '../route';
import { keyChange, perSecond, wireKey } from './fields';

export const apiKeyCreate = apiRoute({
	name: 'apiKeyCreate',
	paths: endpoints.apiKeys.create,
	needs: 'admin',
	hasTwoSpellings: true,
	handle({ world, key, body }) {
		world.rates.check(`create ${key.accountId}`, perSecond.change);
		const created = world.accounts.create(key.accountId, keyChange(body));
		// A new key is shown whole, once, also where the list masks it.
		return wireKey(created, { ...world.variants, keyText: 'whole' });
	},
});

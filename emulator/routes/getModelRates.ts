import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { midjourneyModel } from '../../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { apiRoute } from './route';

/** Assumed: only method, path and authentication are documented. */
export const getModelRates = apiRoute({
	name: 'getModelRates',
	method: 'GET',
	paths: [endpoints.modelRates],
	needs: 'any',
	handle({ world }) {
		if (world.variants.modelRates === 'by-pool') return { [midjourneyModel]: prices };
		return Object.entries(prices).flatMap(([pool, actions]) =>
			Object.entries(actions).map(([action, tokens]) => ({
				model: midjourneyModel,
				type: pool,
				action,
				tokens,
			})),
		);
	},
});

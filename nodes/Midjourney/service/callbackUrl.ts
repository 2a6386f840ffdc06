import { hostOf, isPrivateUrl } from '../model/url';
import type { Obstacle } from './service';

/** A service at a public address reaches no private one. */
export const canReach = (url: string, baseUrl: string): boolean =>
	!isPrivateUrl(url) || isPrivateUrl(baseUrl);

/** A private n8n cannot be called by a public service, as far as the URL shows it. */
export const privateUrlObstacle = (
	name: string,
	url: string,
	baseUrl: string,
): Obstacle | undefined =>
	canReach(url, baseUrl)
		? undefined
		: {
				why: `${name} cannot call back to ${hostOf(url)}, which only your own network can reach`,
				next: 'Set WEBHOOK_URL of n8n to its public address.',
			};

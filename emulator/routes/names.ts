import { proxyRouteGroups } from '../proxy/endpoints';

/** Groups of endpoints. The endpoints have the names of the node's operations. */
export const routeGroups = {
	creation: ['imagine', 'blend', 'describe', 'runAction'],
	reading: ['get', 'getMany'],
	api: [
		'imagine',
		'blend',
		'describe',
		'runAction',
		'get',
		'getMany',
		'getBalance',
		'getMembership',
		'getModelRates',
		'apiKeyCreate',
		'apiKeyUpdate',
		'apiKeyGetMany',
		'apiKeyDelete',
		'filesUpload',
		'filesUpdate',
		'chat',
	],
	pictures: ['storedPicture', 'discordAttachment', 'imageProxy', 'publicFile'],
} as const;

export const routeNames = [
	...routeGroups.api,
	...routeGroups.pictures,
	...Object.values(proxyRouteGroups).flat(),
] as const;

/** Name of an endpoint in the log, in the statistics and in faults. */
export type RouteName = (typeof routeNames)[number];
export type CreationRoute = (typeof routeGroups.creation)[number];

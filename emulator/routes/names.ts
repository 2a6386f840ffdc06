/** The endpoints by what they have in common. The names are those of the node's operations. */
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

export const routeNames = [...routeGroups.api, ...routeGroups.pictures] as const;

/** Name of an endpoint in the log, in the statistics and for faults. */
export type RouteName = (typeof routeNames)[number];
export type CreationRoute = (typeof routeGroups.creation)[number];

/**
 * The services that the user can choose, with what only some of them have: operations, and what fields are for. A field or
 * an operation says which feature it needs, and is shown only at services that have it. `privateWebhooks`: nobody but the
 * user sees the webhook URL of a task. `dialogs`: buttons that ask for more take a text.
 */
const services = {
	midjourneyProxy: {
		name: 'Midjourney Proxy',
		description:
			'A server or gateway that has the addresses of midjourney-proxy: your own, or one of a reseller',
		features: ['dialogs', 'shorten', 'upload', 'edit', 'video', 'getSeed', 'cancel'],
	},
	ohMyGpt: {
		name: 'OhMyGPT',
		description: "OhMyGPT's Midjourney Open API",
		features: ['account', 'pools', 'prices', 'objectStorage', 'privateWebhooks'],
	},
} as const;

export type ServiceName = keyof typeof services;
export type Feature = (typeof services)[ServiceName]['features'][number];

export const serviceNames = Object.keys(services) as ServiceName[];

export const defaultService: ServiceName = 'ohMyGpt';

export const featuresOf = (service: ServiceName): readonly Feature[] => services[service].features;

export const labelOf = (service: ServiceName): string => services[service].name;

/** Choices of the node's first field, in alphabetical order. */
export const serviceChoices = serviceNames.map((value) => {
	const { name, description } = services[value];
	return { name, value, description };
});

const hasFeature = (service: ServiceName, feature: Feature): boolean =>
	featuresOf(service).includes(feature);

/** Services that have a feature, or have it not. */
export const servicesWith = (feature: Feature, isOffered = true): ServiceName[] =>
	serviceNames.filter((service) => hasFeature(service, feature) === isOffered);

import type { INodeProperties } from 'n8n-workflow';

import { defaultService, serviceChoices, servicesWith, type Feature } from '../service/features';

/** Which provider makes the pictures; it decides on the credential and on what is shown. */
export const serviceField: INodeProperties = {
	displayName: 'Service',
	name: 'service',
	type: 'options',
	noDataExpression: true,
	options: [...serviceChoices],
	default: defaultService,
	description: 'Who makes the images',
};

/** The leading slash names the node's own field, from inside of groups as well. */
const shownAt = (field: INodeProperties, services: string[]): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: { ...field.displayOptions?.show, '/service': services },
	},
});

/** The field, only at services that have a feature. */
export const withFeature = (feature: Feature, field: INodeProperties): INodeProperties =>
	shownAt(field, servicesWith(feature));

/** The field, only at services that lack a feature. */
export const withoutFeature = (feature: Feature, field: INodeProperties): INodeProperties =>
	shownAt(field, servicesWith(feature, false));

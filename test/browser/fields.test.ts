import { NodeHelpers } from 'n8n-workflow';

import { operations, properties } from '../../nodes/Midjourney/operations/catalogue';
import { labelOf, serviceNames, servicesWith } from '../../nodes/Midjourney/service/features';
import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { eventually } from './eventually';
import { openNode } from './nodeDetails';
import { midjourneyNode } from './ownWorkflows';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const n8n = useN8n();
const { page, pictured, openWorkflow } = useBrowser(n8n);

const nodesInRow = 6;

const cases = operations.flatMap(({ resource, value, name, needs }) =>
	(needs ? servicesWith(needs) : serviceNames).map((service) => ({
		title: `${resource}: ${name} at ${labelOf(service)}`,
		parameters: { service, resource, operation: value },
	})),
);
const nodes = cases.map(({ title, parameters }, i) =>
	midjourneyNode(parameters, title, [(i % nodesInRow) * 240, Math.floor(i / nodesInRow) * 240]),
);

/** The titles of the fields that a node has by its description while everything else has its default. */
function expectedTitles(parameters: (typeof cases)[number]['parameters']): string[] {
	const version = { typeVersion: 1 };
	const values = NodeHelpers.getNodeParameters(properties, parameters, true, false, version, null);
	return properties
		.filter((property) => NodeHelpers.displayParameter(values ?? {}, property, version, null))
		.map(({ displayName }) => displayName.replaceAll(/<[^>]*>/g, ''));
}

beforeAll(
	pictured(async () => {
		await openWorkflow({ name: 'All operations', nodes, connections: {} });
	}),
	2 * patienceMs,
);

test.each(cases)(
	'$title shows the fields that it has, and no others',
	pictured(async ({ title, parameters }) => {
		const details = await openNode(page(), title);
		const expected = expectedTitles(parameters);
		await eventually(async () => expect(await details.titles()).toEqual(expected));
		await details.close();
	}),
);

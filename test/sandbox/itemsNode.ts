import type { INodeExecutionData } from 'n8n-workflow';

import type { Link } from './chain';

/** A node that outputs these items. Their files, in base64, are put into n8n's own storage. */
export const itemsNode = (items: readonly INodeExecutionData[]): Link => ({
	name: 'Items',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `
const items = ${JSON.stringify(items)};
for (const { binary = {} } of items) {
	for (const [field, { data, fileName, mimeType }] of Object.entries(binary)) {
		const bytes = Buffer.from(data, 'base64');
		binary[field] = await this.helpers.prepareBinaryData(bytes, fileName, mimeType);
	}
}
return items;`,
	},
});

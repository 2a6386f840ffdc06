import type { INodeProperties } from 'n8n-workflow';

import { simplifyField, splitGridField } from './output';
import { downloadField, waitField, whenAwaited, whenDownloaded } from './waiting';
import { webhookUrlField } from './webhookUrl';

/** What every operation asks that makes a picture: whether to wait for it, and in what form to give it out. */
export const pictureResultFields: INodeProperties[] = [
	waitField,
	webhookUrlField,
	{ ...downloadField, displayOptions: whenAwaited },
	{ ...splitGridField, displayOptions: whenDownloaded },
	simplifyField,
];

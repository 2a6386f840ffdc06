import type { INodeProperties } from 'n8n-workflow';

import { maximumCostOption } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { lostAnswerOption } from '../../fields/lostAnswer';
import { optionsField } from '../../fields/options';
import { itemForEachPromptField, simplifyField } from '../../fields/output';
import { checkPictureUrls } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import { readTaskSettings } from '../../fields/taskSettings';
import { atTimeLimitOption, timeLimitOption, waitField } from '../../fields/waiting';
import { readWebhookUrl, webhookUrlField } from '../../fields/webhookUrl';
import { readReferencePictures, toDataUrl } from '../../image/referencePictures';
import type { Describe } from '../../model/creation';
import { digestOf } from '../../model/digest';
import { InputError } from '../../model/inputError';
import type { TaskOperation } from '../operation';

const pictureFromField: INodeProperties = {
	displayName: 'Picture From',
	name: 'pictureFrom',
	type: 'options',
	options: [
		{ name: 'Binary Field', value: 'binary' },
		{ name: 'URL', value: 'url' },
	],
	default: 'binary',
	description: 'Where the picture is',
};

const pictureField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'pictureField',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input binary field that holds the picture',
	displayOptions: { show: { pictureFrom: ['binary'] } },
};

const pictureUrlField: INodeProperties = {
	displayName: 'Picture URL',
	name: 'pictureUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/kite.png',
	description: 'URL of the picture, which n8n loads and sends on',
	displayOptions: { show: { pictureFrom: ['url'] } },
};

async function toCreation(item: Item): Promise<Describe> {
	const { parameters } = item;
	const isUrl = parameters.choice(pictureFromField) === 'url';
	const given = parameters.text(isUrl ? pictureUrlField : pictureField);
	if (given === '') {
		throw new InputError('No picture is given', 'Name a binary field, or give a URL.');
	}
	if (isUrl) checkPictureUrls([given]);
	const from = isUrl ? { urls: [given] } : { binaryFields: [given] };
	const [picture] = await readReferencePictures(item, from);
	if (picture === undefined) throw new InputError('No picture is given', 'Name a binary field.');
	const pool = readPool(item);
	return {
		kind: 'describe',
		pool,
		digest: digestOf(['describe', pool, picture.digest]),
		...readWebhookUrl(item),
		picture: toDataUrl(picture),
	};
}

export const describe: TaskOperation = {
	resource: 'image',
	value: 'describe',
	name: 'Describe',
	action: 'Describe image',
	description: 'Read prompts from a picture',
	endpoint: 'describe',
	fields: [
		pictureFromField,
		pictureField,
		pictureUrlField,
		poolField,
		waitField,
		webhookUrlField,
		itemForEachPromptField,
		simplifyField,
		optionsField(atTimeLimitOption, lostAnswerOption, maximumCostOption, timeLimitOption),
	],
	async plan(item) {
		const settings = readTaskSettings(item.parameters);
		const creation = await toCreation(item);
		return { requests: [{ creation }], ...settings };
	},
};

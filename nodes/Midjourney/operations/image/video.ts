import type { INodeProperties } from 'n8n-workflow';

import { videosAtOnce } from '../../facts/limits';
import { maximumTasksOption } from '../../fields/cost';
import type { Item } from '../../fields/item';
import type { NodeParameters } from '../../fields/nodeParameters';
import { optionsField, readOptions } from '../../fields/options';
import { binaryFieldOption, simplifyField } from '../../fields/output';
import {
	atUrl,
	pictureChoiceFields,
	readPictureChoice,
	type PictureChoice,
} from '../../fields/pictureChoice';
import {
	checkedHints,
	checkPromptField,
	optionalPromptField,
	readPrompt,
} from '../../fields/promptField';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { downloadField, waitField, whenAwaited } from '../../fields/waiting';
import { readWebhookUrl, webhookUrlField } from '../../fields/webhookUrl';
import { readOnePicture, toDataUrl } from '../../image/referencePictures';
import type { Video } from '../../model/creation';
import { digestOf } from '../../model/digest';
import { InputError } from '../../model/inputError';
import type { TaskOperation } from '../operation';

const motionField: INodeProperties = {
	displayName: 'Motion',
	name: 'motion',
	type: 'options',
	options: [
		{ name: 'High', value: 'high', description: 'Camera and subject move, with more mistakes' },
		{ name: 'Low', value: 'low', description: 'Little moves, mostly the subject' },
	],
	default: 'low',
	description: 'How much moves',
};

const loopField: INodeProperties = {
	displayName: 'Loop',
	name: 'loop',
	type: 'boolean',
	default: false,
	description: 'Whether the video ends with the image that it starts with',
};

const countField: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: videosAtOnce.min, maxValue: videosAtOnce.max, numberPrecision: 0 },
	default: 1,
	description: 'How many videos the task makes, from 1 to 4; each of them costs',
};

const resolutionField: INodeProperties = {
	displayName: 'Resolution',
	name: 'resolution',
	type: 'options',
	options: [
		{ name: '480p', value: '480', description: 'Smaller, and cheaper' },
		{
			name: '720p',
			value: '720',
			description: 'Larger, and more expensive; not every plan of Midjourney has it',
		},
	],
	default: '480',
	description: 'Size of the video',
};

const endFieldOption: INodeProperties = {
	displayName: 'End Image Binary Field',
	name: 'endImageField',
	type: 'string',
	default: 'end',
	hint: 'The name of the input binary field that holds the last image',
	description: 'The image that the video ends with',
};

const endUrlOption: INodeProperties = {
	displayName: 'End Image URL',
	name: 'endImageUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/landed.png',
	description: 'URL of the image that the video ends with, which n8n loads and sends on',
};

const downloadVideoField: INodeProperties = {
	...downloadField,
	displayName: 'Download Video',
	description:
		'Whether to put the finished video into the output item; several become an item each',
	displayOptions: whenAwaited,
};

/** Where the last picture is; undefined where none is wanted. */
function readEndChoice(parameters: NodeParameters): PictureChoice | undefined {
	const options = readOptions(parameters);
	const [field, url] = [options.text(endFieldOption), options.text(endUrlOption)];
	if (field === '' && url === '') return undefined;
	if (field !== '' && url !== '') {
		throw new InputError(
			'There are two end images',
			"Remove 'End Image Binary Field' or 'End Image URL' from the options.",
		);
	}
	if (parameters.flag(loopField)) {
		throw new InputError(
			"A video with 'Loop' ends with its first image, and cannot have an end image",
			"Switch 'Loop' off, or remove the end image from the options.",
		);
	}
	return url === '' ? { binaryFields: [field] } : atUrl(url);
}

async function toCreation(item: Item, prompt: string): Promise<Video> {
	const { parameters } = item;
	const endChoice = readEndChoice(parameters);
	const settings = {
		motion: parameters.choice(motionField) === 'high' ? 'high' : 'low',
		isLoop: parameters.flag(loopField),
		count: parameters.number(countField) ?? 1,
		resolution: parameters.choice(resolutionField) === '720' ? 720 : 480,
	} as const;
	const start = await readOnePicture(item, readPictureChoice(parameters));
	const end = endChoice && (await readOnePicture(item, endChoice));
	const pool = item.service.defaultPool;
	return {
		kind: 'video',
		pool,
		digest: digestOf(['video', pool, prompt, start.digest, end?.digest, settings]),
		...readWebhookUrl(item),
		prompt,
		startPicture: toDataUrl(start),
		...(end ? { endPicture: toDataUrl(end) } : {}),
		...settings,
	};
}

export const video: TaskOperation = {
	resource: 'image',
	value: 'video',
	name: 'Video',
	action: 'Make video from image',
	description: 'Make a short video that starts with an image',
	forAgents:
		'Make a short video that starts with an image: takes some minutes and costs money each time, returns the task ID and the state of the video',
	needs: 'video',
	endpoint: 'video',
	fields: [
		...pictureChoiceFields,
		{
			...optionalPromptField,
			placeholder: 'e.g. the kite rises slowly',
			description: 'What is to move and how; without it Midjourney decides',
		},
		motionField,
		loopField,
		countField,
		resolutionField,
		waitField,
		webhookUrlField,
		downloadVideoField,
		simplifyField,
		optionsField(
			...creationOptions,
			checkPromptField,
			endFieldOption,
			endUrlOption,
			maximumTasksOption,
			binaryFieldOption,
		),
	],
	async plan(item) {
		const { parameters } = item;
		const downloadImage = parameters.flag(downloadVideoField);
		const { output, ...settings } = readTaskSettings(parameters);
		const prompt = readPrompt(parameters);
		const hints = prompt === '' ? [] : checkedHints(parameters, prompt, 1);
		const creation = await toCreation(item, prompt);
		return {
			requests: [{ creation }],
			hints,
			...settings,
			output: { ...output, downloadImage },
		};
	},
};

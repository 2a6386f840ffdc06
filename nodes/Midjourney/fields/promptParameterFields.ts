import type { INodePropertyOptions } from 'n8n-workflow';
import { models } from '../facts/parameters/models';
import { choice, flag, number, text, type ParameterField } from './parameterField';

const aspectRatios: INodePropertyOptions[] = [
	{ name: '1:1', value: '1:1', description: 'Square' },
	{ name: '16:9', value: '16:9', description: 'Wide screens' },
	{ name: '2:3', value: '2:3', description: 'Portrait' },
	{ name: '3:2', value: '3:2', description: 'Landscape' },
	{ name: '4:5', value: '4:5', description: 'Portrait, almost square' },
	{ name: '9:16', value: '9:16', description: 'Upright phones' },
];

/** In alphabetical order of their display names; of two for one parameter the later wins. Ranges and defaults come from the parameter tables. */
export const parameterFields: readonly ParameterField[] = [
	choice(
		'ar',
		aspectRatios,
		{
			name: 'aspectRatio',
			displayName: 'Aspect Ratio',
			description: "Width to height. For any other one add 'Custom Aspect Ratio'.",
		},
		'16:9',
	),
	number('chaos', {
		name: 'chaos',
		displayName: 'Chaos',
		description: 'How much the four images differ from each other.',
	}),
	text('ar', {
		name: 'customAspectRatio',
		displayName: 'Custom Aspect Ratio',
		placeholder: 'e.g. 21:9',
		description: 'Width to height in whole numbers. Up to 14:1, with HD up to 4:1.',
	}),
	flag('draft', {
		name: 'draft',
		displayName: 'Draft',
		description:
			'Whether to make a quick draft. Needs version V7: with V8, drafts are only on midjourney.com.',
	}),
	text('edit', {
		name: 'editReference',
		displayName: 'Edit Reference',
		placeholder: 'e.g. https://example.com/room.png',
		description:
			'Addresses of up to 4 images to which the prompt gives instructions, separated by spaces. Needs version V8.1 or V8.2.',
	}),
	text('no', {
		name: 'exclude',
		displayName: 'Exclude',
		placeholder: 'e.g. text, people',
		description: 'What the image must not show, separated by commas. Each word is read on its own.',
	}),
	number('exp', {
		name: 'experimental',
		displayName: 'Experimental',
		description: 'How experimental the look is. High values can override Stylize. V6 lacks it.',
	}),
	flag('hd', {
		name: 'hd',
		displayName: 'HD',
		description:
			'Whether to make images of 2048 instead of 1024 pixels. Needs version V8.1 or V8.2.',
	}),
	number('iw', {
		name: 'imageWeight',
		displayName: 'Image Weight',
		description: 'How much a reference image counts against the text. With niji 7 up to 2.',
	}),
	text('oref', {
		name: 'omniReference',
		displayName: 'Omni Reference',
		placeholder: 'e.g. https://example.com/person.png',
		description:
			'Address of an image whose person or thing is to appear. Needs version V7, and takes twice the GPU time.',
	}),
	number('ow', {
		name: 'omniWeight',
		displayName: 'Omni Weight',
		description: 'How much the omni reference counts. Below 400 is advised.',
	}),
	text('p', {
		name: 'profile',
		displayName: 'Profile',
		placeholder: 'e.g. abc1234',
		description:
			'ID of a personal profile or moodboard. A moodboard cannot be combined with Style Weight or Style Reference Version.',
	}),
	choice('q', ['0.25', '0.5', '1', '2', '4'].map(sameName), {
		name: 'quality',
		displayName: 'Quality',
		description:
			'How much time is spent on the first grid. V7 takes 1, 2 and 4, V6 takes 0.25 to 2, and V8 lacks it.',
	}),
	flag('raw', {
		name: 'raw',
		displayName: 'Raw',
		description: "Whether to use less of Midjourney's own style",
	}),
	number('seed', {
		name: 'seed',
		displayName: 'Seed',
		description:
			'Number that the image starts from. The same seed and prompt give nearly the same image.',
	}),
	text('sref', {
		name: 'styleReference',
		displayName: 'Style Reference',
		placeholder: 'e.g. https://example.com/style.png',
		description: 'Addresses of images or style codes, separated by spaces, or random',
	}),
	choice('sv', ['1', '2', '3', '4', '5', '6'].map(sameName), {
		name: 'styleReferenceVersion',
		displayName: 'Style Reference Version',
		description:
			'How the style reference is read. Style codes need 4 or 6. Whether V8 has it is not documented.',
	}),
	number('sw', {
		name: 'styleWeight',
		displayName: 'Style Weight',
		description: 'How much the style reference counts.',
	}),
	number('stylize', {
		name: 'stylize',
		displayName: 'Stylize',
		description: "How much of Midjourney's own style the image gets.",
	}),
	flag('tile', {
		name: 'tile',
		displayName: 'Tile',
		description: 'Whether to make a seamless pattern. Upscaling breaks the seam.',
	}),
	choice('v', modelOptions(), {
		name: 'version',
		displayName: 'Version',
		description: 'Model that makes the image. Without it the account decides.',
	}),
	number('weird', {
		name: 'weird',
		displayName: 'Weird',
		description: 'How strange the image is. Not fully compatible with a seed.',
	}),
];

function sameName(value: string): INodePropertyOptions {
	return { name: value, value };
}

function modelOptions(): INodePropertyOptions[] {
	return models
		.map(({ id }) => ({ name: id.charAt(0).toUpperCase() + id.slice(1), value: id }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

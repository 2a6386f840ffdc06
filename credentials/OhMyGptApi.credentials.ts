import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { hosts } from '../nodes/Midjourney/service/ohmygpt/facts/hosts';
import { unfinishedTasks } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';

export class OhMyGptApi implements ICredentialType {
	name = 'ohMyGptApi';

	displayName = 'OhMyGPT API';

	icon: Icon = {
		light: 'file:../nodes/Midjourney/midjourney.svg',
		dark: 'file:../nodes/Midjourney/midjourney.dark.svg',
	};

	documentationUrl = 'https://example.invalid/n8n-nodes-midjourney#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sk-…',
			description:
				'A key with the Midjourney permission, from <a href="https://www.ohmygpt.com" target="_blank">OhMyGPT</a>. The operations of API Key need an administrator key, those of Account may need one.',
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: [
				{
					name: 'Fast',
					value: 'FAST',
					description: 'About a minute for an image, full price',
				},
				{
					name: 'Normal',
					value: 'NORMAL',
					description: 'Slower, half the price',
				},
			],
			default: 'FAST',
			description: 'The account pool that new tasks run in',
		},
		{
			displayName: 'Membership',
			name: 'membership',
			type: 'options',
			options: [
				{
					name: `Regular (${unfinishedTasks.regular} Tasks at Once)`,
					value: 'regular',
				},
				{
					name: `VIP (${unfinishedTasks.vip} Tasks at Once)`,
					value: 'vip',
				},
				{
					name: `Premium (${unfinishedTasks.premium} Tasks at Once)`,
					value: 'premium',
				},
			],
			default: 'regular',
			description: 'Your level at OhMyGPT, which sets how many tasks may be unfinished at once',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Any long random text. It is added to the webhook URLs that this package sends to OhMyGPT, and checked when a webhook is called.',
		},
		{
			displayName: 'Custom Hosts',
			name: 'customHosts',
			type: 'boolean',
			default: false,
			description:
				'Whether to use other addresses than those of OhMyGPT: an alternative host, a proxy of your own, or the emulator',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: hosts.api,
			displayOptions: { show: { customHosts: [true] } },
			description: 'Address of the API. Change it for one of the alternative hosts of OhMyGPT.',
		},
		{
			displayName: 'Content Base URL',
			name: 'contentBaseUrl',
			type: 'string',
			default: hosts.content,
			displayOptions: { show: { customHosts: [true] } },
			description: 'Address of the object storage that holds finished images',
		},
		{
			displayName: 'Image Proxy Base URL',
			name: 'imageProxyBaseUrl',
			type: 'string',
			default: hosts.imageProxy,
			displayOptions: { show: { customHosts: [true] } },
			description: 'Address of the WSRV image proxy, which resizes, converts and crops images',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey.trim() }}' } },
	};
}

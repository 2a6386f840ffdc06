import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { defaultKeyHeader, headersOf } from '../nodes/Midjourney/service/mjproxy/facts/keyHeaders';
import { defaultTasksAtOnce, speeds } from '../nodes/Midjourney/service/mjproxy/facts/server';

/** Scheme, host and port; undefined where the value is no URL. */
const originOf = (url: unknown) =>
	typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;

export class MidjourneyProxyApi implements ICredentialType {
	name = 'midjourneyProxyApi';

	displayName = 'Midjourney Proxy API';

	icon: Icon = {
		light: 'file:../nodes/Midjourney/midjourney.svg',
		dark: 'file:../nodes/Midjourney/midjourney.dark.svg',
	};

	documentationUrl = 'https://example.invalid/n8n-nodes-midjourney#another-server-or-a-gateway';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://mj.example.com',
			description: 'Address of the server or gateway, with or without /mj at its end',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"The server's secret, or the key that a gateway has given you. Empty where the server needs none.",
		},
		{
			displayName: 'Send Key As',
			name: 'keyHeader',
			type: 'options',
			options: [
				{
					name: 'Both',
					value: 'both',
					description: 'In both headers; some servers refuse that',
				},
				{
					name: 'Header "Authorization: Bearer"',
					value: 'bearer',
					description: 'For gateways that read no other header',
				},
				{
					name: 'Header "mj-api-secret"',
					value: 'mj-api-secret',
					description: 'Works with most servers and gateways',
				},
			],
			default: defaultKeyHeader,
			description: 'The header in which the key is sent',
		},
		{
			displayName: 'Speed',
			name: 'speed',
			type: 'options',
			options: [
				{
					name: 'Custom Prefix',
					value: 'custom',
					description: 'What the operator of the server names',
				},
				{ name: 'Fast', value: speeds.fast, description: `The addresses below /${speeds.fast}` },
				{ name: 'Relax', value: speeds.relax, description: `The addresses below /${speeds.relax}` },
				{
					name: "Server's Choice",
					value: '',
					description: 'The addresses without a prefix',
				},
				{ name: 'Turbo', value: speeds.turbo, description: `The addresses below /${speeds.turbo}` },
			],
			default: '',
			description:
				'How fast new tasks run, as a part of the address. It is a wish: some servers have no such addresses, and some gateways ignore it.',
		},
		{
			displayName: 'Prefix',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. mj-fast',
			description: 'Comes between the base URL and /mj',
			displayOptions: { show: { speed: ['custom'] } },
		},
		{
			displayName: 'Tasks at Once',
			name: 'tasksAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: defaultTasksAtOnce,
			description:
				"How many tasks may be unfinished at once: the number of the server's accounts, times what each takes",
		},
		{
			displayName: 'Server Calls Back',
			name: 'callsBack',
			type: 'boolean',
			default: false,
			description:
				'Whether the server reports its tasks to the addresses that the node gives it. Gateways delete these addresses unless their operator allows them.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Any long random text. It signs the webhook URLs that this package sends to the server, and is never sent itself.',
			displayOptions: { show: { callsBack: [true] } },
		},
		{
			displayName: 'Image Proxy Base URL',
			name: 'imageProxyBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://wsrv.nl',
			description:
				'Address of a WSRV image proxy, which loads images from the server to split, resize or convert them. Empty for none.',
		},
	];

	/** A header that n8n's generic form could not leave out. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		// An execution that was suspended keeps the address that the credential had then.
		const server = originOf(credentials.baseUrl);
		if (server === undefined || originOf(request.url) !== server) {
			throw new UserError('The key of this credential goes to the server of its Base URL only');
		}
		const headers = { ...request.headers, ...headersOf(credentials) };
		return await Promise.resolve({ ...request, headers });
	}
}

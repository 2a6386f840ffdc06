import { parseArgs } from 'node:util';
import { hosts } from '../nodes/Midjourney/service/ohmygpt/facts/hosts';

export const services = ['ohMyGpt', 'midjourneyProxy'] as const;
export type ServiceName = (typeof services)[number];

export interface ProbeOptions {
	service: ServiceName;
	key: string;
	baseUrl: string;
	/** OhMyGPT only: where its object storage is. */
	contentUrl: string;
	maxTokens?: number;
	maxTasks?: number;
	webhook?: string;
	/** Does not ask. */
	isConfirmed: boolean;
	/** Folder of the report. */
	out: string;
}

export class OptionError extends Error {}

export const usage = `Usage: npm run probe -- [options]

  --service NAME    ohMyGpt or midjourneyProxy; the default is the one whose key is set
  --max-tokens N    OhMyGPT: tokens that may be spent (default: one imagine, one upscale, one describe)
  --max-tasks N     tasks that may be created (default: 4; one of them is a prompt that should be refused)
  --webhook URL     is sent with the imagine; the report says only whether it was accepted
  --yes             does not ask before it spends
  --out DIR         folder of the report (default: out/probe)

Environment: OHMYGPT_API_KEY, also OHMYGPT_BASE_URL and OHMYGPT_CONTENT_URL;
or MJ_PROXY_KEY and MJ_PROXY_URL. Keys are not accepted as options.`;

function wholeNumber(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new OptionError(`--${name} must be a whole number`);
	return Number(text);
}

function address(name: string, text: string | undefined): string {
	const isAddress = /^https?:\/\//.test(text ?? '') && URL.canParse(text ?? '');
	if (!isAddress) throw new OptionError(`${name} must be an address with http:// or https://`);
	return (text ?? '').replace(/\/+$/, '');
}

function parse(args: string[]) {
	const text = { type: 'string' } as const;
	try {
		const { values } = parseArgs({
			args,
			options: {
				...{ service: text, 'max-tokens': text, 'max-tasks': text, webhook: text, out: text },
				yes: { type: 'boolean' },
			},
		});
		return values;
	} catch (error) {
		// The message quotes what was typed, which may be a key.
		const code = (error as { code?: string }).code ?? '';
		throw new OptionError(`An option is unknown or has no value (${code})`);
	}
}

/** Options from arguments and environment. Throws an OptionError, which never has a key in its text. */
export function readOptions(
	args: string[],
	environment: Readonly<Record<string, string | undefined>>,
): ProbeOptions {
	const values = parse(args);
	const isProxyOnly = !environment.OHMYGPT_API_KEY && Boolean(environment.MJ_PROXY_URL);
	const name = values.service ?? (isProxyOnly ? 'midjourneyProxy' : 'ohMyGpt');
	const service = services.find((each) => each === name);
	if (!service) throw new OptionError(`--service must be ${services.join(' or ')}`);
	const isOhMyGpt = service === 'ohMyGpt';
	const keyName = isOhMyGpt ? 'OHMYGPT_API_KEY' : 'MJ_PROXY_KEY';
	const key = environment[keyName]?.trim() ?? '';
	if (key === '') throw new OptionError(`Set ${keyName} in the environment`);
	const urlName = isOhMyGpt ? 'OHMYGPT_BASE_URL' : 'MJ_PROXY_URL';
	const url = environment[urlName] || (isOhMyGpt ? hosts.api : undefined);
	return {
		service,
		key,
		baseUrl: address(urlName, url),
		contentUrl: address('OHMYGPT_CONTENT_URL', environment.OHMYGPT_CONTENT_URL || hosts.content),
		maxTokens: wholeNumber('max-tokens', values['max-tokens']),
		maxTasks: wholeNumber('max-tasks', values['max-tasks']),
		webhook:
			values.webhook === undefined
				? undefined
				: (address('--webhook', values.webhook), values.webhook),
		isConfirmed: values.yes ?? false,
		out: values.out ?? 'out/probe',
	};
}

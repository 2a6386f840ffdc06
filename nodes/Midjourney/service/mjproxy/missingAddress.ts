import { parseWireJson } from '../../model/wireJson';
import { sendRequest, type ApiClient, type HttpResponse } from '../client';
import type { Result } from '../result';
import { unsupported } from '../unsupported';
import { requestLimits } from './facts/wire';
import { codeOf, readResponse } from './proxyEnvelope';

/** Names of operations that not every server has. */
const optionalNames = {
	shorten: 'Shorten',
	edit: 'Edit',
	video: 'Video',
	upload: 'Upload',
	seed: 'Get Seed',
	cancel: 'Cancel',
} as const;

type OptionalName = keyof typeof optionalNames;

export const noAddress = (name: OptionalName) =>
	unsupported(`this server has no '${optionalNames[name]}'`);

/** Whether the response is that of a server without this address: servers answer 404, gateways send the page of their web site. */
export function lacksAddress({ status, body }: HttpResponse): boolean {
	if (codeOf(parseWireJson(body)) !== undefined) return false;
	return [404, 405, 410].includes(status) || (status < 300 && /^\s*</.test(body));
}

/** The JSON of a response to a request that creates no task. */
export const readOptional = (name: OptionalName, response: HttpResponse): Result<unknown> =>
	lacksAddress(response) ? noAddress(name) : readResponse(response);

/**
 * Whether a server surely has no such address, after it has answered a creation in that way: a page may also come from a
 * proxy in between, after the creation was acted on. What is sent is no JSON, so that it can create nothing; a server that
 * has the address says so.
 */
export async function isMissing(client: ApiClient, path: string): Promise<boolean> {
	const sent = await sendRequest(client, {
		path,
		body: Buffer.from('?'),
		contentType: 'application/json',
		limits: requestLimits.reading,
	});
	return sent.ok && lacksAddress(sent.data);
}

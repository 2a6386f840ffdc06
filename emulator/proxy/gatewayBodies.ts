import type { GatewayName } from './variant';

/** An error body that a gateway sends before it looks at the task. */
export function gatewayError(gateway: GatewayName, status: number, message: string): object {
	return gateway === 'new-api'
		? { error: { message, type: 'new_api_error' } }
		: { description: message, type: 'one_hub_error', code: status };
}

/** The page that a gateway sends, with status 200, for an address that it does not have. */
export const gatewayPage =
	'<!doctype html><html lang="zh"><head><title>API Gateway</title></head><body><div id="root"></div></body></html>';

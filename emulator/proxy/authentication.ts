import type { ApiKey } from '../accounts';
import type { Call } from '../routes/route';
import { gatewayError } from './gatewayBodies';
import type { ProxyState } from './proxyState';
import { KeyRefusal } from './refusal';
import type { ProxyVariant } from './variant';

type HeaderOf = (name: 'authorization' | 'mj-api-secret') => string;

/** The text of a key without what some clients put in front of it. */
const bare = (text: string) => text.replace(/^Bearer\s+/i, '').replace(/^sk-/, '');

/** Where each variant reads the key. Servers compare the whole text, gateways without `Bearer` and `sk-`. */
const sentKey: Readonly<Record<ProxyVariant, (header: HeaderOf) => string>> = {
	base: (header) => header('mj-api-secret'),
	plus: (header) => header('mj-api-secret'),
	trueai: (header) => header('authorization') || header('mj-api-secret'),
	'new-api': (header) => {
		const text = bare(header('authorization'));
		return ['', 'midjourney-proxy'].includes(text) ? bare(header('mj-api-secret')) : text;
	},
	'one-hub': (header) => bare(header('mj-api-secret')),
};

/** The key of a request. Throws if the variant does not accept it. */
export function authenticate({ world, headers }: Call): ApiKey {
	const variant = world.settings.proxyVariant;
	const sent = sentKey[variant]((name) => headers[name]?.toString().trim() ?? '');
	const isGateway = world.proxy.layers.gateway !== null;
	const key = world.accounts.find(isGateway ? `sk-${sent}` : sent);
	if (!key || key.isDisabled) throw refusedKey(world.proxy, sent, key);
	key.usedAt = world.clock.iso(world.clock.now());
	key.usedTimes += 1;
	return key;
}

function refusedKey({ layers }: ProxyState, sent: string, key: ApiKey | undefined): KeyRefusal {
	const refuse = (status: number, body: string | object) =>
		new KeyRefusal(status, 'This key is not accepted', body);
	const { server, gateway } = layers;
	if (gateway !== null) {
		return refuse(401, gatewayError(gateway, 401, key ? '该令牌状态不可用' : '无效的令牌'));
	}
	if (server !== 'trueai') return refuse(401, '');
	if (key) return refuse(403, '账号已禁用');
	return refuse(401, sent === '' ? 'Authorization header missing.' : '未登录');
}

/**
 * Throws if the key may not use a model. A key without the permission `midjourney` is limited to the models in its
 * permissions, such as `mj_imagine`. new-api checks this even for calls without a model; then no limited key is enough.
 */
export function checkModel({ world }: Call, key: ApiKey, model: string): void {
	const { gateway } = world.proxy.layers;
	if (gateway === null || key.permissions.includes('midjourney')) return;
	if (gateway === 'one-hub' && model === '') return;
	if (model !== '' && key.permissions.includes(model)) return;
	const text = `该令牌无权使用模型：${model}`;
	throw new KeyRefusal(403, text, gatewayError(gateway, 403, text));
}

import { proxyVariants, type ProxyVariant } from './variant';

/** An endpoint below `/mj`, and the variants that have it. */
export interface ProxyEndpoint {
	readonly method: 'GET' | 'POST';
	readonly paths: readonly string[];
	readonly at: readonly ProxyVariant[];
}

const everywhere: readonly ProxyVariant[] = proxyVariants;
const servers: readonly ProxyVariant[] = ['base', 'plus', 'trueai'];
const gateways: readonly ProxyVariant[] = ['new-api', 'one-hub'];
const withButtons: readonly ProxyVariant[] = ['plus', 'trueai', ...gateways];
const withChange: readonly ProxyVariant[] = ['base', 'plus', ...gateways];

const post = (at: readonly ProxyVariant[], ...paths: string[]): ProxyEndpoint => ({
	method: 'POST',
	paths,
	at,
});
const get = (at: readonly ProxyVariant[], ...paths: string[]): ProxyEndpoint => ({
	...post(at, ...paths),
	method: 'GET',
});

/** All endpoints by the name of the operation. Names that OhMyGPT has too are the same operation there. */
export const proxyEndpoints = {
	imagine: post(everywhere, '/submit/imagine'),
	blend: post(everywhere, '/submit/blend'),
	describe: post(everywhere, '/submit/describe'),
	runAction: post(withButtons, '/submit/action'),
	modal: post(withButtons, '/submit/modal'),
	change: post(withChange, '/submit/change'),
	simpleChange: post(withChange, '/submit/simple-change'),
	shorten: post(withButtons, '/submit/shorten'),
	edit: post(['trueai', 'new-api'], '/submit/edits', '/submit/edit'),
	video: post(['plus', 'trueai', 'new-api'], '/submit/video'),
	upload: post(withButtons, '/submit/upload-discord-images'),
	get: get(everywhere, '/task/:id/fetch'),
	getByIds: post(everywhere, '/task/list-by-condition'),
	listByIds: post(['plus', 'trueai'], '/task/list-by-ids'),
	getMany: get(servers, '/task/list'),
	query: post(['plus'], '/task/query'),
	queue: get(['base', 'plus'], '/task/queue'),
	getSeed: get(withButtons, '/task/:id/image-seed'),
	cancel: post(['plus', 'trueai'], '/task/:id/cancel'),
	gatewayPicture: get(gateways, '/image/:id'),
} as const satisfies Record<string, ProxyEndpoint>;

export type ProxyRouteName = keyof typeof proxyEndpoints | 'cdnFile';

/** The routes that only this wire has, in the groups of `routes/names.ts`. */
export const proxyRouteGroups = {
	creation: ['modal', 'change', 'simpleChange', 'shorten', 'edit', 'video'],
	reading: ['getByIds', 'listByIds', 'query'],
	other: ['upload', 'queue', 'getSeed', 'cancel'],
	pictures: ['gatewayPicture', 'cdnFile'],
} as const satisfies Record<string, readonly ProxyRouteName[]>;

const belowMj = /^\/+(?:[^/?]+\/+)?mj(?:[/?]|$)/;

/** Whether an address belongs to this wire. */
export const isProxyUrl = (url: string): boolean => belowMj.test(url);

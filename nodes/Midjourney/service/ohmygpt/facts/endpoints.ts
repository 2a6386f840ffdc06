/**
 * Paths of the API, below its base address. POST unless said otherwise.
 * Source: OhMyGPT's endpoint pages and, for blend, describe and balance, public clients; read 2026-11.
 */
export const endpoints = {
	imagine: '/api/v1/ai/draw/mj/imagine',
	blend: '/api/v1/ai/draw/mj/blend',
	describe: '/api/v1/ai/draw/mj/describe',
	action: '/api/v1/ai/draw/mj/action',
	query: '/api/v1/ai/draw/mj/query',
	taskList: '/api/v1/ai/draw/mj/query-mj-tasks',
	balance: '/api/v1/user/admin/balance',
	membership: '/api/v1/user/admin/get-membership-expire-date',
	/** GET */
	modelRates: '/api/v1/pay/model-rates',
	apiKeys: {
		list: '/api/v1/user/admin/get-api-tokens',
		/** The documentation has two spellings; the second is tried where the first answers 404. */
		create: ['/api/v1/user/admin/new-api-token', '/api/v1/user/admin/create-api-token'],
		update: '/api/v1/user/admin/update-api-token',
		/** As for create. */
		delete: ['/api/v1/user/admin/del-api-token', '/api/v1/user/admin/delete-api-token'],
	},
	fileUpload: '/api/v1/user/files/upload',
	/** GET, below the content base address, without authentication. */
	storedPicture: '/api/v1/content/mj-generated/',
	/** GET, below the content base address, without authentication. */
	publicFile: '/api/v1/f/pub/',
} as const;

import type { contraryValues } from '../../emulator/contrary/values';
import { until } from '../support/until';
import {
	dataUrl,
	decode,
	useService,
	webhookReceiver,
	type RawResponse,
	type WireTask,
} from './client';

const service = useService();
const { control, create, finished, get, mj, pixels, post, postRaw, press, run, send } = service;

type Switches = typeof contraryValues;
type Values<Each extends keyof Switches> = Switches[Each][number];
/** The answers have their own test. */
type Name = Exclude<
	keyof Switches,
	'oddRhythm' | 'creationAnswers' | 'queryAnswers' | 'listAnswers' | 'pictureAnswers'
>;

const draw = '/api/v1/ai/draw/mj/';
const vary = (variants: object) => control('PUT', 'variants', variants);
const settings = (changes: object) => control('PUT', 'settings', changes);
const json = ({ bytes }: RawResponse) => JSON.parse(bytes.toString()) as Record<string, unknown>;
const kite = { prompt: 'a kite' };
const banned = { prompt: 'a gore kite' };

/** So that nothing ends by itself. */
const slowDown = () => settings({ speed: 1, durationSeconds: { min: 1000, max: 1000 } });
const many = () => control('PUT', 'account', { membership: 'vip' });
const imagineRaw = (body: object = kite, key?: string) =>
	postRaw(`${draw}imagine`, { model: 'midjourney', ...body }, key);
const listRaw = (query = 'page=1&pageSize=20') =>
	postRaw(`${draw}query-mj-tasks?${query}`, { model: 'midjourney' });
interface Page {
	total: unknown;
	tasks: WireTask[];
}
const list = async (query?: string) => json(await listRaw(query)).data as Page;
const statusAndCode = async (answer: Promise<RawResponse>) => {
	const response = await answer;
	return [response.status, json(response).statusCode];
};
const finishedTasks = async (count: number) => {
	await many();
	for (let n = 0; n < count; n += 1) {
		const id = await create('imagine', kite);
		await control('POST', `tasks/${id}/finish`);
	}
};
const insideStatus = async (id: number) =>
	(await control<{ status: string }>('GET', `tasks/${id}`)).status;
const inProgress = async () => {
	await settings({ durationSeconds: { min: 5000, max: 5000 } });
	const id = await create('imagine', kite);
	await until('the task is in progress', async () => (await insideStatus(id)) === 'IN_PROGRESS');
	return id;
};
/** Fills the queue of a regular account. */
const fillQueue = async () => {
	await slowDown();
	for (let n = 0; n < 3; n += 1) await create('imagine', kite);
};

const promptWithAll = 'A_kite & sun https://x.org/a.png --ar 3:2 --seed 5';

const row: unknown = expect.objectContaining({ status: 'SUCCESS' });
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

/** For each switch: what a client sees, and what that is with each value. */
const table: {
	[Each in Name]: { sees: () => Promise<unknown>; with: Record<Values<Each>, unknown> };
} = {
	idForm: {
		async sees() {
			const text = (await imagineRaw()).bytes.toString();
			const id = /"data":("?[\w-]+"?)/.exec(text)?.[1] ?? '';
			const query = { model: 'midjourney', taskId: id.replaceAll('"', '') };
			expect((await postRaw(`${draw}query`, query)).bytes.toString()).toContain(`"taskId":${id},`);
			expect((await listRaw()).bytes.toString()).toContain(`"taskId":${id},`);
			return id;
		},
		with: {
			plain: matching(/^\d{7}$/),
			zeros: matching(/^"0{5}\d{7}"$/),
			letters: matching(/^"mj-\w+x"$/),
			'beyond-2-53': matching(/^910000000\d{10}$/),
		},
	},
	accepted: {
		async sees() {
			const response = await imagineRaw();
			expect(json(response).data).toEqual(expect.any(Number));
			return [response.status, json(response).statusCode];
		},
		with: {
			usual: [200, 200],
			'http-201': [201, 201],
			'http-202': [202, 202],
			'http-400': [400, 400],
			'http-500': [500, 500],
			'code-0': [200, 0],
			'code-1': [200, 1],
			'code-22': [200, 22],
			'error-text': [200, 400],
		},
	},
	idPlace: {
		async sees() {
			const { statusCode, message, ...rest } = json(await imagineRaw());
			expect([statusCode, message]).toEqual([200, 'Success']);
			return rest;
		},
		with: {
			data: { data: expect.any(Number) },
			'data.taskId': { data: { taskId: expect.any(Number) } },
			'data.id': { data: { id: expect.any(Number), state: '' } },
			'data.task': { data: { task: { taskId: expect.any(Number) } } },
			taskId: { taskId: expect.any(Number), data: null },
			result: { result: expect.any(Number) },
		},
	},
	sharedIds: {
		sees: async () => new Set([await create('imagine', kite), await create('imagine', kite)]).size,
		with: { none: 2, some: 1 },
	},
	defaultPool: {
		sees: async () => (await get(json(await imagineRaw()).data)).taskType,
		with: { FAST: 'FAST', NORMAL: 'NORMAL' },
	},
	defaultDimensions: {
		async sees() {
			const base64Array = [await dataUrl('red'), await dataUrl('blue')];
			const { imageDcUrl } = await run('blend', { base64Array });
			const { width, height } = await pixels(imageDcUrl);
			return Math.sign(width - height);
		},
		with: { SQUARE: 0, PORTRAIT: -1, LANDSCAPE: 1 },
	},
	listOrder: {
		async sees() {
			await many();
			await slowDown();
			const ids: number[] = [];
			for (let n = 0; n < 8; n += 1) ids.push(await create('imagine', kite));
			await control('POST', `tasks/${ids[2]}/finish`);
			const [a, b, c, d, e, f, g, h] = ids;
			const orders = {
				'newest first': [h, g, f, e, d, c, b, a],
				'oldest first': ids,
				'last change first': [c, h, g, f, e, d, b, a],
			};
			const shown = (await list()).tasks.map(({ taskId }) => taskId);
			expect(new Set(shown)).toEqual(new Set(ids));
			const found = Object.entries(orders).find(([, order]) => String(order) === String(shown));
			return found?.[0] ?? 'another order';
		},
		with: {
			'newest-first': 'newest first',
			'oldest-first': 'oldest first',
			'changed-first': 'last change first',
			unordered: 'another order',
		},
	},
	listPageSize: {
		async sees() {
			await finishedTasks(12);
			return (await list()).tasks.length;
		},
		with: { 'as-asked': 12, '10': 10, '5': 5 },
	},
	listDefaultSize: {
		async sees() {
			await finishedTasks(12);
			return (await list('page=1')).tasks.length;
		},
		with: { '10': 10, '20': 12, '5': 5 },
	},
	listTotal: {
		async sees() {
			await finishedTasks(6);
			return (await list('page=1&pageSize=5')).total;
		},
		with: { number: 6, text: '6', missing: undefined, page: 5, 'too-large': 67, zero: 0 },
	},
	listLag: {
		async sees() {
			await slowDown();
			await create('imagine', kite);
			const atOnce = (await list()).tasks.length;
			await settings({ speed: 1000 });
			await until('the list shows the task', async () => (await list()).tasks.length === 1);
			return atOnce;
		},
		with: { none: 1, '20s': 0, '120s': 0, '900s': 0 },
	},
	listCache: {
		async sees() {
			await slowDown();
			expect((await list()).tasks).toEqual([]);
			await create('imagine', kite);
			return (await list()).tasks.length;
		},
		with: { none: 1, '30s': 0, '300s': 0 },
	},
	listAccess: {
		async sees() {
			await run('imagine', kite);
			const { status, bytes } = await listRaw();
			return `${status} ${bytes.toString().replace(/\[\{.*/, 'a row')}`;
		},
		with: {
			open: '200 {"statusCode":200,"message":"Success","data":{"total":1,"tasks":a row',
			empty: '200 {"statusCode":200,"message":"Success","data":{"total":0,"tasks":[]}}',
			'json-403': '403 {"statusCode":403,"message":"Forbidden","data":null}',
			'html-403': matching(/^403 <html>/),
			'html-404': matching(/^404 <html>/),
			'null-200': '200 {"statusCode":200,"message":"Success","data":null}',
		},
	},
	listShape: {
		async sees() {
			await run('imagine', kite);
			const body = json(await listRaw());
			return 'statusCode' in body ? { data: body.data } : body;
		},
		with: {
			tasks: { data: { total: 1, tasks: [row] } },
			array: { data: [row] },
			list: { data: { total: 1, list: [row] } },
			records: { data: { records: [row], total: 1, size: 1 } },
			nested: { data: { data: [row], pagination: { total: 1 } } },
			'no-envelope': { total: 1, tasks: [row] },
		},
	},
	listOmits: {
		async sees() {
			const task = await run('imagine', kite);
			const [shown] = (await list()).tasks;
			return Object.keys(task).filter((name) => !(name in shown!));
		},
		with: {
			nothing: [],
			prompt: ['description', 'prompt'],
			buttons: ['actions'],
			pictures: ['imageDcUrl', 'imageS3Url'],
			status: ['status', 'progress', 'failReason', 'finishTime'],
			times: ['submitTime', 'startTime', 'finishTime'],
		},
	},
	listOthers: {
		async sees() {
			await run('imagine', kite);
			const { tasks } = await list();
			const known = await Promise.all(tasks.map(({ taskId }) => get(taskId)));
			return known.filter((task) => task === null).length;
		},
		with: { none: 0, some: 19 },
	},
	shownPrompt: {
		async sees() {
			const task = await run('imagine', { prompt: promptWithAll });
			expect(task.description).toBe(`/imagine ${task.prompt}`);
			expect((await list()).tasks[0]?.prompt).toBe(task.prompt);
			const { properties } = task as WireTask & { properties?: unknown };
			return properties === undefined ? task.prompt : { prompt: task.prompt, properties };
		},
		with: {
			same: promptWithAll,
			'lower-case': 'a_kite & sun https://x.org/a.png --ar 3:2 --seed 5',
			'upper-case': 'A_KITE & SUN HTTPS://X.ORG/A.PNG --AR 3:2 --SEED 5',
			'flags-reversed': 'A_kite & sun https://x.org/a.png --seed 5 --ar 3:2',
			'flags-first': '--ar 3:2 --seed 5 A_kite & sun https://x.org/a.png',
			'flags-added': `${promptWithAll} --v 7 --style raw`,
			'flag-equals': 'A_kite & sun https://x.org/a.png --ar=3:2 --seed=5',
			'long-dashes': 'A_kite & sun https://x.org/a.png —ar 3:2 —seed 5',
			escapes: 'A\\_kite & sun https://x.org/a.png \\-\\-ar 3:2 \\-\\-seed 5',
			entities: 'A_kite &amp; sun https://x.org/a.png --ar 3:2 --seed 5',
			spaces: ' A_kite  &  sun  https://x.org/a.png  --ar  3:2  --seed  5 ',
			lines: 'A_kite & sun https://x.org/a.png\n--ar 3:2\n--seed 5',
			'short-links': 'A_kite & sun <https://s.mj.run/Kq3x9b> --ar 3:2 --seed 5',
			translated: '一只风筝 --ar 3:2 --seed 5',
			'prompt-field': {
				prompt: 'A_kite & sun https://x.org/a.png',
				properties: { finalPrompt: promptWithAll },
			},
			'seed-field': {
				prompt: 'A_kite & sun https://x.org/a.png --ar 3:2',
				properties: { seed: '5' },
			},
			'seed-dropped': 'A_kite & sun https://x.org/a.png --ar 3:2',
		},
	},
	endWords: {
		async sees() {
			const ended = [await run('imagine', kite), await run('imagine', { prompt: 'a bloodbath' })];
			return ended.map(({ status, progress }) => `${status} ${progress}`);
		},
		with: {
			usual: ['SUCCESS 100%', 'FAILURE 0%'],
			unknown: ['COMPLETED 100%', 'TERMINATED 0%'],
			'lower-case': ['success 100%', 'failure 0%'],
			'in-progress': ['IN_PROGRESS 100%', 'IN_PROGRESS 0%'],
			cancel: ['SUCCESS 100%', 'CANCEL 0%'],
		},
	},
	failedProgress: {
		sees: async () => (await run('imagine', { prompt: 'a bloodbath' })).progress,
		with: { '0%': '0%', '100%': '100%', null: null, missing: undefined },
	},
	momentaryFailure: {
		async sees() {
			const id = await inProgress();
			const statuses = [(await get(id)).status, (await get(id)).status];
			for (let n = 0; n < 2; n += 1) statuses.push((await list()).tasks[0]?.status ?? '');
			return statuses.map((status) => status === 'FAILURE');
		},
		with: {
			none: [false, false, false, false],
			query: [true, false, false, false],
			list: [false, false, true, false],
		},
	},
	queryLag: {
		async sees() {
			await slowDown();
			const id = await create('imagine', kite);
			const { statusCode } = await mj('query', { taskId: String(id) });
			await settings({ speed: 1000 });
			await until('the query knows the task', async () => await get(id));
			return statusCode;
		},
		with: { none: 200, '20s': 400, '120s': 400 },
	},
	queryAbout: {
		async sees() {
			const ids = [await create('imagine', kite), await create('imagine', kite)];
			return (await get(ids[0])).taskId === ids[0] ? 'its own task' : 'another task';
		},
		with: { asked: 'its own task', other: 'another task' },
	},
	buttonOrder: {
		sees: async () => (await run('imagine', kite)).actions[0]?.label,
		with: { usual: 'U1', reversed: 'V4' },
	},
	favoriteButton: {
		async sees() {
			const { actions } = await press(await run('imagine', kite), 'U1');
			return actions.some(({ emoji }) => emoji === '❤️');
		},
		with: { shown: true, hidden: false },
	},
	describeMarks: {
		sees: async () =>
			(await run('describe', { base64: await dataUrl('teal') })).prompt.split('\n')[0],
		with: {
			keycaps: matching(/^1\uFE0F\u20E3 a \w/),
			digits: matching(/^1\. a \w/),
			none: matching(/^a \w/),
		},
	},
	queueFullAnswer: {
		async sees() {
			await fillQueue();
			const response = await imagineRaw();
			return [response.status, json(response).statusCode, json(response).message];
		},
		with: {
			usual: [200, 400, 'The task queue is full: 3 unfinished tasks at most'],
			'http-429': [429, 429, 'Too Many Requests'],
			'http-503': [503, 503, 'Service temporarily unavailable'],
			'http-500': [500, 500, 'No account is free'],
			'http-400': [400, 400, 'Please wait for your other tasks to finish'],
			'code-23': [200, 23, 'No place for one more job'],
			'three-at-once': [200, 400, 'You can only run 3 tasks at once'],
			'please-wait': [200, 400, 'Please wait for your other tasks to finish'],
			'chinese-queue': [200, 400, '排队已满'],
			'chinese-concurrency': [200, 400, '并发数已达上限'],
		},
	},
	queueLimit: {
		async sees() {
			await slowDown();
			for (let n = 0; n < 4; n += 1) await imagineRaw();
			return (await control<{ tasksCreated: number }>('GET', 'stats')).tasksCreated;
		},
		with: { membership: 3, '1': 1, '2': 2 },
	},
	queueScope: {
		async sees() {
			await fillQueue();
			return (await mj('imagine', { ...kite, type: 'NORMAL' })).statusCode;
		},
		with: { account: 400, pool: 200 },
	},
	refusalText: {
		sees: async () => (await mj('imagine', banned)).message,
		with: {
			plain: 'Banned prompt: "gore" is not allowed',
			'quotes-prompt': 'Not allowed: "a gore kite"',
			chinese: '提示词包含敏感词 gore',
			bare: 'Failed',
		},
	},
	bannedAt: {
		async sees() {
			const { statusCode, data } = await mj('imagine', banned);
			return statusCode === 200 ? (await finished(data)).failReason : statusCode;
		},
		with: { creation: 400, later: 'Banned prompt: "gore" is not allowed' },
	},
	invalidFlagAt: {
		sees: async () => (await mj('imagine', { prompt: 'a kite --ar wide' })).statusCode,
		with: { later: 200, creation: 400 },
	},
	refusalCode: {
		sees: async () => await statusAndCode(imagineRaw({})),
		with: {
			usual: [200, 400],
			'code-404': [200, 404],
			'code-422': [200, 422],
			'code-24': [200, 24],
			'http-400': [400, 400],
		},
	},
	keyError: {
		sees: async () => await statusAndCode(imagineRaw(kite, 'sk-wrong')),
		with: { usual: [200, 401], 'code-403': [200, 403], 'http-401': [401, 401] },
	},
	balanceError: {
		async sees() {
			await control('PUT', 'account', { balance: 0 });
			const response = await imagineRaw();
			const { statusCode, errorType, message } = json(response);
			return [response.status, statusCode, errorType, message];
		},
		with: {
			usual: [200, 402, 'insufficient_balance_error', 'Balance too low'],
			untyped: [200, 402, undefined, 'Balance too low'],
			'http-402': [402, 402, undefined, 'Balance too low'],
			chinese: [200, 400, undefined, '余额不足'],
		},
	},
	permissionError: {
		sees: async () =>
			await statusAndCode(imagineRaw(kite, service.emulator.keys.withoutMidjourney)),
		with: { usual: [200, 403], 'code-401': [200, 401], 'http-403': [403, 403] },
	},
	rateLimitError: {
		async sees() {
			await settings({ speed: 0.01 });
			const keys = () =>
				postRaw('/api/v1/user/admin/get-api-tokens', {}, service.emulator.keys.admin);
			await keys();
			return await statusAndCode(keys());
		},
		with: { usual: [200, 429], 'code-503': [200, 503], 'http-429': [429, 429] },
	},
	errorData: {
		sees: async () => json(await imagineRaw({})).data,
		with: { null: null, missing: undefined, object: {} },
	},
	failedTasks: {
		async sees() {
			await run('imagine', { prompt: 'a bloodbath' });
			return (await control<{ tokensCharged: number }>('GET', 'stats')).tokensCharged;
		},
		with: { free: 0, charged: 14_000 },
	},
	rerollPrice: {
		async sees() {
			await press(await run('imagine', kite), '🔄');
			return (await control<{ tokensCharged: number }>('GET', 'stats')).tokensCharged;
		},
		with: { same: 28_000, half: 21_000 },
	},
	balanceCovers: {
		async sees() {
			await slowDown();
			await control('PUT', 'account', { balance: 20_000 });
			await create('imagine', kite);
			return (await mj('imagine', kite)).statusCode;
		},
		with: { unfinished: 402, one: 200 },
	},
	webhookType: {
		async sees() {
			const receiver = await webhookReceiver();
			await create('imagine', { ...kite, webhook: receiver.url });
			await until('the webhook', () => receiver.bodies.length > 0);
			receiver.stop();
			return receiver.contentTypes[0];
		},
		with: {
			json: 'application/json',
			text: 'text/plain; charset=utf-8',
			none: undefined,
			binary: 'application/octet-stream',
		},
	},
	pictureBody: {
		async sees() {
			const { status, headers, bytes } = await send('GET', (await run('imagine', kite)).imageDcUrl);
			expect(status).toBe(200);
			const isWhole = await decode(bytes).then(
				() => 'whole',
				() => 'cut',
			);
			return [isWhole, headers['content-length'] === undefined ? 'no length' : 'length'];
		},
		with: { whole: ['whole', 'length'], 'ends-early': ['cut', 'no length'] },
	},
	storagePath: {
		async sees() {
			const { imageS3Url } = await run('imagine', kite);
			const { status } = await send('GET', `/api/v1/content/mj-generated/${imageS3Url}`);
			expect(status).toBe(200);
			return imageS3Url;
		},
		with: {
			month: matching(/^\d{4}-\d\d\/[\w-]+\.png$/),
			flat: matching(/^[\w-]+\.png$/),
			slash: matching(/^\/\d{4}-\d\d\/[\w-]+\.png$/),
		},
	},
	linkSigned: {
		async sees() {
			await settings({ timestamps: 'scaled' });
			const { taskId, finishTime } = await run('imagine', kite);
			const ended = Math.floor(Date.parse(finishTime ?? '') / 1000);
			await until('time has passed', async () => {
				const { entries } = await control<{ entries: Array<{ time: string }> }>('GET', 'log');
				await get(taskId);
				return Date.parse(entries.at(-1)!.time) / 1000 > ended + 10;
			});
			const { searchParams } = new URL((await get(taskId)).imageDcUrl);
			const signed = parseInt(searchParams.get('is') ?? '', 16);
			return signed === ended ? 'at the end of the task' : 'now';
		},
		with: { 'each-response': 'now', once: 'at the end of the task' },
	},
	missingFile: {
		sees: async () => (await send('GET', '/api/v1/f/pub/none')).status,
		with: { '404': 404, '403': 403 },
	},
	keyCreated: {
		async sees() {
			const { data } = await post(
				'/api/v1/user/admin/new-api-token',
				{},
				service.emulator.keys.admin,
			);
			return typeof data;
		},
		with: { object: 'object', text: 'string' },
	},
	membershipDates: {
		async sees() {
			await many();
			const { data } = await post<{ vip_expire_date: unknown }>(
				'/api/v1/user/admin/get-membership-expire-date',
				{},
				service.emulator.keys.admin,
			);
			return data.vip_expire_date;
		},
		with: { iso: matching(/^\d{4}-.*Z$/), seconds: expect.any(Number) },
	},
	modelRates: {
		async sees() {
			const headers = { authorization: `Bearer ${service.emulator.keys.user}` };
			return json(await send('GET', '/api/v1/pay/model-rates', { headers })).data;
		},
		with: {
			rows: expect.any(Array),
			'by-pool': { midjourney: expect.objectContaining({ FAST: expect.any(Object) }) },
		},
	},
	chatKey: {
		async sees() {
			const { status } = await send('POST', '/v1/chat/completions', {
				headers: {
					authorization: service.emulator.keys.user,
					'content-type': 'application/json',
				},
				body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ content: 'hello' }] }),
			});
			return status;
		},
		with: { bearer: 401, 'plain-too': 200 },
	},
};

const rows = Object.entries(table).flatMap(([name, { sees, with: expected }]) =>
	Object.entries(expected).map(([value, seen]) => ({ name, value, sees, seen })),
);

it.each(rows)('a client sees $name: $value', async ({ name, value, sees, seen }) => {
	await vary({ oddRhythm: 'always', [name]: value });
	expect(await sees()).toEqual(seen);
});

it('a cached page of the list is made anew after its time', async () => {
	await vary({ listCache: '30s' });
	await list();
	await create('imagine', kite);
	await until('the list shows the task', async () => (await list()).tasks.length === 1);
});

it('webhooks come when a task ends, even if its query and the list are late', async () => {
	const receiver = await webhookReceiver();
	await settings({ progressCallbacks: 0, speed: 50 });
	await vary({ queryLag: '120s', listLag: '120s' });
	const id = await create('imagine', { ...kite, webhook: receiver.url });
	await until('the webhook', () => receiver.bodies.length > 0);
	receiver.stop();
	expect(receiver.bodies).toEqual([expect.objectContaining({ status: 'SUCCESS' })]);
	expect((await get(id))?.status).not.toBe('SUCCESS');
});

it.each([
	['data', (task: unknown) => ({ data: task })],
	['under-task', (task: unknown) => ({ event: 'task', task })],
	['id', () => ({ taskId: expect.any(Number) as unknown })],
	['bare-id', () => expect.any(Number) as unknown],
])('the body of a webhook can be: %s', async (webhookBody, expected) => {
	const receiver = await webhookReceiver();
	await settings({ progressCallbacks: 0 });
	await vary({ webhookBody });
	await create('imagine', { ...kite, webhook: receiver.url });
	await until('the webhook', () => receiver.bodies.length > 0);
	receiver.stop();
	const task: unknown = expect.objectContaining({ status: 'SUCCESS', action: 'IMAGINE' });
	expect(receiver.bodies[0]).toEqual(expected(task));
});

describe('a random service', () => {
	interface Drawn {
		current: Record<string, string>;
		changed: Record<string, string>;
	}
	const drawn = async (seed: number) => {
		await vary({ random: seed });
		return (await control<Drawn>('GET', 'variants')).changed;
	};

	it('is always the same for a seed, and another one for another seed', async () => {
		const first = await drawn(1);
		expect(Object.keys(first).length).toBeGreaterThan(1);
		const services = new Set<string>();
		for (let seed = 0; seed < 20; seed += 1) services.add(JSON.stringify(await drawn(seed)));
		expect(services.size).toBe(20);
		expect(await drawn(1)).toEqual(first);
	});

	it('sets every switch anew, and takes values that are given with the seed', async () => {
		await vary({ failureWord: 'FAILED', random: 1 });
		expect((await control<Drawn>('GET', 'variants')).current.failureWord).toBe('FAILED');
		await vary({ random: 1 });
		expect((await control<Drawn>('GET', 'variants')).current.failureWord).toBe('FAILURE');
	});

	it('is gone after a reset', async () => {
		await vary({ random: 1 });
		await control('POST', 'reset');
		expect((await control<Drawn>('GET', 'variants')).changed).toEqual({});
	});
});

import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { proxyVariants } from '../../emulator/proxy/variant';
import type { Action, Creation } from '../../nodes/Midjourney/model/creation';
import { isMadeBy, isMarked, stateOf } from '../../nodes/Midjourney/model/mark';
import { isFinished, type Task } from '../../nodes/Midjourney/model/task';
import { createMjProxyService } from '../../nodes/Midjourney/service/mjproxy/mjProxyService';
import { readSettings } from '../../nodes/Midjourney/service/mjproxy/proxySettings';
import type { Result } from '../../nodes/Midjourney/service/result';
import { useProxy } from '../emulator/proxyCalls';
import { until } from '../support/until';

const proxy = useProxy();

/** Addresses of all requests of a test. */
let urls: string[] = [];
beforeEach(() => {
	urls = [];
});

/** The provider with n8n's request helper, as far as it uses it. */
function open(key = proxy.emulator.keys.user, credential: ICredentialDataDecryptedObject = {}) {
	async function httpRequestWithAuthentication(_: string, options: IHttpRequestOptions) {
		urls.push(options.url);
		const { status, headers, bytes } = await proxy.send(
			options.method as 'GET' | 'POST',
			options.url,
			{
				headers: { 'content-type': 'application/json', 'mj-api-secret': key },
				...(options.body ? { body: JSON.stringify(options.body) } : {}),
			},
		);
		return { statusCode: status, headers, body: bytes.toString() };
	}
	const context = { helpers: { httpRequestWithAuthentication } };
	return createMjProxyService(
		context as unknown as Parameters<typeof createMjProxyService>[0],
		readSettings({ baseUrl: proxy.emulator.url, ...credential }),
	);
}

type Opened = ReturnType<typeof open>;

function of<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
	return result.data;
}

const kindOf = (result: Result<unknown>) => (result.ok ? 'success' : result.failure.kind);

const imagine = (prompt = 'a red kite'): Creation => ({
	kind: 'imagine',
	pool: 'FAST',
	digest: '',
	prompt,
	pictures: [],
});

const press = (source: Task, label: string): Action => ({
	kind: 'action',
	pool: '',
	digest: '',
	sourceId: source.id,
	sourcePrompt: source.prompt,
	customId: source.buttons.find((button) => button.label === label)?.customId ?? '',
	button: label,
	expects: '',
});

const ended = async (service: Opened, id: string): Promise<Task> =>
	await until(`end of task ${id}`, async () => {
		const task = of(await service.getTask(id));
		return isFinished(task) && task;
	});

const made = async (service: Opened, creation: Creation) =>
	await ended(service, of(await service.create(creation)));

describe.each(proxyVariants)('at a server of the kind %s', (variant) => {
	beforeEach(() => proxy.variant(variant));

	test('a sentence becomes a grid, and a button of it an image', async () => {
		const service = open();
		const grid = await made(service, imagine());
		expect(grid).toMatchObject({ status: 'SUCCESS', action: 'IMAGINE', progress: 100 });
		expect(grid.pictures).toHaveLength(1);
		const single = await made(service, press(grid, 'U2'));
		expect(single).toMatchObject({ status: 'SUCCESS', action: 'UPSCALE' });
		expect(service.isAllowedUrl(single.pictures[0]?.url ?? '')).toBe(true);
	});

	test('while a task runs, its preview is no image', async () => {
		await proxy.settings({ speed: 1, durationSeconds: { min: 250, max: 250 } });
		const service = open();
		const task = of(await service.getTask(of(await service.create(imagine()))));
		expect([isFinished(task), task.pictures]).toEqual([false, []]);
	});

	test('a task that does not exist is unknown', async () => {
		expect(kindOf(await open().getTask('1790000000000123'))).toBe('unknownTask');
	});

	test('a wrong key is told as such', async () => {
		expect(kindOf(await open('wrong').create(imagine()))).toBe('key');
	});
});

describe.each(['new-api', 'one-hub'] as const)('at a gateway of the kind %s', (variant) => {
	beforeEach(() => proxy.variant(variant));

	test('P14: a time-out that looks like a refusal is a doubt, since a task may exist', async () => {
		await proxy.arm('imagine', 'gateway-timeout');
		expect(kindOf(await open().create(imagine()))).toBe('upstream');
	});

	test('a list of tasks is refused with a reason', async () => {
		const result = await open().listTasks(1);
		expect(result).toMatchObject({
			ok: false,
			failure: { kind: 'unsupported', message: 'this server has no list of tasks' },
		});
	});
});

test('P5: an id that comes as a number is the same id', async () => {
	await proxy.arm('imagine', 'id-number');
	const service = open();
	const id = of(await service.create(imagine()));
	expect((await ended(service, id)).id).toBe(id);
});

test('P8: a server without buttons has those that its own call can do', async () => {
	await proxy.variant('base');
	const service = open();
	const { buttons } = await made(service, imagine());
	expect(buttons.map(({ label }) => label).join(' ')).toBe('U1 U2 U3 U4 V1 V2 V3 V4 🔄');
});

describe('a button that needs a second call', () => {
	const remix = async () => {
		await proxy.settings({ proxyRemix: true });
		const service = open();
		return { service, grid: await made(service, imagine()) };
	};

	test.each(['plus', 'trueai', 'new-api', 'one-hub'] as const)(
		'P12, P13: gets it once at %s, which may not say that it is needed',
		async (variant) => {
			await proxy.variant(variant);
			const { service, grid } = await remix();
			const task = await made(service, press(grid, 'V1'));
			expect(task.status).toBe('SUCCESS');
			expect(urls.filter((url) => url.endsWith('/submit/modal'))).toHaveLength(1);
			expect(urls.filter((url) => url.endsWith('/submit/action'))).toHaveLength(1);
		},
	);
});

test('the list has all tasks of the server, newest first', async () => {
	const service = open();
	const first = of(await service.create(imagine('one')));
	const second = of(await service.create(imagine('two')));
	const { tasks } = of(await service.listTasks(1));
	expect(tasks.map(({ id }) => id)).toEqual([second, first]);
	expect(of(await service.listTasks(2)).tasks).toEqual([]);
});

test('P22: a list that shows the newest 100 tasks does not say that there are no others', async () => {
	await proxy.variant('trueai');
	await proxy.settings({ proxyTasksAtOnce: 200 });
	const service = open();
	for (let i = 0; i < 101; i++) of(await service.create(imagine(`kite ${i}`)));
	expect(of(await service.listTasks(1)).receivedCount).toBe(100);
	expect(await service.listTasks(2)).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
});

test('a server that cannot call back is given no address to call', () => {
	expect(open().callbackObstacle('https://n8n.test/hook')?.why).toContain('Server Calls Back');
	expect(
		open(undefined, { callsBack: true }).callbackObstacle('https://n8n.test/hook'),
	).toBeUndefined();
});

describe('the state of a creation', () => {
	const state = stateOf(['execution', 'node', '0/0/0']);

	test('is short, the same at every attempt, and another one for another item', () => {
		expect(state).toMatch(/^n8n-[0-9a-f]{32}$/);
		expect(stateOf(['execution', 'node', '0/0/0'])).toBe(state);
		expect(stateOf(['execution', 'node', '0/1/0'])).not.toBe(state);
	});

	test.each(['plus', 'base', 'trueai'] as const)(
		'shows at %s in the list whose task it is, whatever the kind of the creation',
		async (variant) => {
			await proxy.variant(variant);
			const service = open();
			const grid = await made(service, imagine());
			const creation = { ...press(grid, 'V1'), state };
			const id = of(await service.create(creation));
			const { tasks } = of(await service.listTasks(1));
			expect(tasks.filter((task) => isMadeBy(creation, task)).map((task) => task.id)).toEqual([id]);
			expect([isMarked(creation), isMarked({ ...creation, state: undefined })]).toEqual([
				true,
				false,
			]);
		},
	);
});

describe('the credential', () => {
	test.each([
		['https://a.test', '', 'https://a.test/mj'],
		['https://a.test/', '', 'https://a.test/mj'],
		['https://a.test/mj', '', 'https://a.test/mj'],
		['https://a.test/mj/', 'mj-fast', 'https://a.test/mj-fast/mj'],
	])('the address %s with the speed %p is %s', (baseUrl, speed, expected) => {
		expect(readSettings({ baseUrl, speed }).baseUrl).toBe(expected);
	});

	test('a speed may be typed', () => {
		const credential = { baseUrl: 'https://a.test', speed: 'custom', prefix: '/fast/' };
		expect(readSettings(credential).baseUrl).toBe('https://a.test/fast/mj');
	});

	test.each([
		['', 3],
		[0, 3],
		[12, 12],
	])('tasks at once, given as %p, are %i', (given, expected) => {
		expect(readSettings({ tasksAtOnce: given }).tasksAtOnce).toBe(expected);
	});
});

describe('hosts of images', () => {
	const elsewhere = 'https://pictures.example/a.png';
	const claimed = {
		id: '1790000000000123',
		status: 'SUCCESS',
		action: 'IMAGINE',
		imageUrl: elsewhere,
	};

	test('are not learned from a callback, nor from JSON of an item', () => {
		const service = open();
		expect(service.readCallback(claimed)?.pictures).toHaveLength(1);
		expect(service.readTask(claimed)?.pictures).toHaveLength(1);
		expect(service.isAllowedUrl(elsewhere)).toBe(false);
	});

	test('are learned from a task that the server itself shows by its ID', async () => {
		await proxy.variant('trueai');
		const service = open();
		const { pictures } = await made(service, imagine());
		expect(open().isAllowedUrl(pictures[0]?.url ?? '')).toBe(
			service.isAllowedUrl(proxy.emulator.url),
		);
		expect(service.isAllowedUrl(pictures[0]?.url ?? '')).toBe(true);
	});
});

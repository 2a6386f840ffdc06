import type { ProxyVariant } from '../../emulator/proxy/variant';
import { until } from '../support/until';
import { dataUrl } from './client';
import { useProxy, type ProxyWireTask, type SubmitBody } from './proxyCalls';

/**
 * The calls and checks of the best known public client of this protocol, chatgpt-web-midjourney-proxy, written from a
 * description of what it sends and reads. It knows nothing of variants, so what it can do must work with each of them.
 */
const proxy = useProxy();

type Answer = Partial<SubmitBody>;

/** A request as that client sends it: a body makes it a POST. Every answer must be JSON. */
async function request<Body>(path: string, body?: object): Promise<Body> {
	const { text } = await proxy.call(body ? 'POST' : 'GET', path, body);
	return JSON.parse(text) as Body;
}

/** Sends a creation. A button whose dialog must be confirmed is confirmed with the prompt of the answer. */
async function submit(path: string, body: object): Promise<Answer> {
	const answer = await request<Answer>(`/mj/submit/${path}`, body);
	if (path !== 'action' || !answer.description?.includes('confirm')) return answer;
	const prompt = answer.properties?.finalPrompt ?? '';
	return await request<Answer>('/mj/submit/modal', { taskId: answer.result, prompt });
}

/** A dialog with fields of its own: the modal call follows whatever the code of the first answer was. */
async function submitDialog(body: object, fields: object): Promise<Answer> {
	const { result } = await request<Answer>('/mj/submit/action', body);
	if (!result) throw new Error('The button has no task');
	return await request<Answer>('/mj/submit/modal', { ...fields, taskId: result });
}

/** Confirms what is still code 21, checks the code, and reads the task until it is SUCCESS or FAILURE. */
async function follow(submitted: Promise<Answer>): Promise<ProxyWireTask> {
	let answer = await submitted;
	if (answer.code === 21) {
		answer = await request<Answer>('/mj/submit/modal', { taskId: answer.result });
	}
	if (answer.code !== 1 && answer.code !== 22) throw new Error(JSON.stringify(answer));
	return await until('the task is SUCCESS or FAILURE', async () => {
		const task = await request<ProxyWireTask>(`/mj/task/${answer.result}/fetch`);
		return ['FAILURE', 'SUCCESS'].includes(task.status) && task;
	});
}

const imagine = (prompt: string, base64Array: string[] = []) =>
	follow(
		submit('imagine', { base64Array, notifyHook: '', prompt, state: '', botType: 'MID_JOURNEY' }),
	);

const press = (task: ProxyWireTask, label: string) => ({
	taskId: task.id,
	customId: proxy.labelled(task, label),
});

const success = { status: 'SUCCESS', progress: '100%', imageUrl: expect.stringMatching(/^http/) };

const withButtons: ProxyVariant[] = ['plus', 'trueai', 'new-api', 'one-hub'];

describe.each(withButtons)('with %s that client', (name) => {
	beforeEach(() => proxy.variant(name));

	it('makes a grid, a single picture and a variation by their buttons', async () => {
		const grid = await imagine('a red kite --ar 3:2');
		expect(grid).toMatchObject(success);
		expect(await follow(submit('action', press(grid, 'U2')))).toMatchObject(success);
		expect(await follow(submit('action', press(grid, 'V3')))).toMatchObject(success);
	});

	it('confirms the dialogs of an account in remix mode', async () => {
		const grid = await imagine('a red kite');
		await proxy.settings({ proxyRemix: true });
		const varied = await follow(submit('action', press(grid, 'V1')));
		expect(varied).toMatchObject(success);
		expect(varied.properties?.finalPrompt).toBe('a red kite');
	});

	it('paints a region again, and zooms out by a number of its own', async () => {
		const single = await follow(submit('action', press(await imagine('a red kite'), 'U1')));
		const mask = { prompt: 'a green kite', maskBase64: await dataUrl('white') };
		expect(await follow(submitDialog(press(single, 'Vary (Region)'), mask))).toMatchObject(success);
		const zoom = { prompt: 'a red kite --zoom 1.4' };
		expect(await follow(submitDialog(press(single, 'Custom Zoom'), zoom))).toMatchObject(success);
	});

	it('uses pictures in a prompt, blends and describes', async () => {
		const pictures = await Promise.all([dataUrl('red'), dataUrl('blue')]);
		expect(await imagine('a kite', pictures)).toMatchObject(success);
		const blend = { base64Array: pictures, dimensions: 'SQUARE', botType: 'MID_JOURNEY' };
		expect(await follow(submit('blend', blend))).toMatchObject(success);
		const described = await follow(submit('describe', { base64: pictures[0] }));
		expect(described.properties?.finalPrompt).toMatch(/^1️⃣ /);
	});

	it('shortens a prompt and shows the text', async () => {
		const task = await follow(submit('shorten', { prompt: 'a very red kite over a lake' }));
		expect(task.properties?.finalPrompt).toContain('Shortened prompts');
	});

	it('reads the seed as a number above 0', async () => {
		const { id } = await imagine('a kite');
		const { result } = await request<Answer>(`/mj/task/${id}/image-seed`);
		expect(Number(result)).toBeGreaterThan(0);
	});

	it('reads tasks by their ids as numbers', async () => {
		const { id } = await imagine('a kite');
		const list = '/mj/task/list-by-condition';
		const tasks = await request<ProxyWireTask[]>(list, { ids: [Number(id)] });
		expect(tasks).toEqual([expect.objectContaining({ id, status: 'SUCCESS' })]);
	});

	it('shows why a task failed', async () => {
		const task = await imagine('a bloodbath in spring');
		expect(task).toMatchObject({ status: 'FAILURE', failReason: expect.stringMatching(/./) });
	});

	it('shows a refusal as it came', async () => {
		await expect(imagine('')).rejects.toThrow(/"code":4/);
	});
});

describe.each<ProxyVariant>(['base', 'plus', 'new-api', 'one-hub'])(
	'with %s that client',
	(name) => {
		beforeEach(() => proxy.variant(name));

		it.each(['UPSCALE', 'VARIATION', 'REROLL'])(
			'makes a change with the action %s',
			async (action) => {
				const { id } = await imagine('a red kite');
				const change = { taskId: id, action, index: 1, notifyHook: '', state: '' };
				expect(await follow(submit('change', change))).toMatchObject(success);
			},
		);
	},
);

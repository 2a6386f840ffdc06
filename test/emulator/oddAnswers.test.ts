import { oddNames, oddPictureNames } from '../../emulator/contrary/oddAnswers';
import type { rhythms } from '../../emulator/contrary/occasions';
import { variantValues } from '../../emulator/variants';
import { until } from '../support/until';
import { useService } from './client';

const service = useService();
const { control, create, postRaw, run } = service;

const vary = (variants: object) => control('PUT', 'variants', variants);
const tasksCreated = async () =>
	(await control<{ tasksCreated: number }>('GET', 'stats')).tasksCreated;
const log = async () => await control<{ entries: Array<{ fault?: string }> }>('GET', 'log');
const faults = async () => (await log()).entries.flatMap(({ fault }) => fault ?? []);

/** HTTP status and a part of the body of each answer; how it is sent, where it is no whole answer. */
const seen: Record<(typeof oddNames)[number], [number, string] | 'closed' | 'never'> = {
	'http-302': [302, ''],
	'http-307': [307, ''],
	'http-408': [408, '"statusCode":408'],
	'http-409': [409, '"statusCode":409'],
	'http-425': [425, '"statusCode":425'],
	'http-499': [499, '"statusCode":499'],
	'http-500': [500, '"statusCode":500'],
	'html-200': [200, '<html>'],
	'html-401': [401, '<html>'],
	'html-403': [403, '<html>'],
	'html-404': [404, '<html>'],
	'html-504': [504, '<html>'],
	'challenge-403': [403, 'Just a moment'],
	'empty-200': [200, ''],
	'empty-502': [502, ''],
	'null-200': [200, '{"statusCode":200,"message":"Success","data":null}'],
	'text-200': [200, 'upstream request timeout'],
	'400-timeout': [200, 'timeout of 60000ms exceeded'],
	'400-connection': [200, 'read ECONNRESET'],
	'400-fetch': [200, 'fetch failed'],
	'400-status': [200, 'status code 502'],
	'400-hook': [200, 'The webhook URL is unreachable'],
	'json-401': [200, '"statusCode":401'],
	'json-402': [200, '"statusCode":402'],
	'json-403': [403, '"statusCode":403'],
	'429-hour': [429, '"statusCode":429'],
	'429-day': [429, '"statusCode":429'],
	'503-year': [503, '"statusCode":503'],
	half: [200, '{"statusCode":200'],
	closed: 'closed',
	never: 'never',
	trickled: [200, '"message":"Success"'],
};

type Names = typeof oddNames;
const oddName = (value: string) => value.replace(/-acted$/, '') as Names[number];

/** The answer to a request of a Midjourney endpoint. */
const answerTo = (path: string, body: object) =>
	answerFrom(`${service.emulator.url}/api/v1/ai/draw/mj/${path}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${service.emulator.keys.user}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ model: 'midjourney', ...body }),
	});

/** HTTP status and body of an answer, or what became of the connection. */
async function answerFrom(
	url: string,
	request: object = {},
): Promise<[number, string] | 'closed' | 'never'> {
	const before = (await faults()).length;
	const given = new AbortController();
	const sent = { ...request, redirect: 'manual' as const, signal: given.signal };
	const answer = fetch(url, sent).then(
		async (response): Promise<[number, string]> => [response.status, await response.text()],
		(): 'closed' | 'never' => (given.signal.aborted ? 'never' : 'closed'),
	);
	let isAnswered = false;
	void answer.then(() => (isAnswered = true));
	const fault = await until('the request is handled', async () => {
		const latest = (await faults())[before];
		return latest ?? (isAnswered ? 'none' : undefined);
	});
	if (fault.startsWith('never')) {
		const isDone = async () => !fault.endsWith('-acted') || (await tasksCreated()) === 1;
		await until('the request has its effect', isDone);
		given.abort();
	}
	return await answer;
}

const expected = (name: Names[number], isActing: boolean) => {
	const answer = seen[name];
	if (typeof answer === 'string') return answer;
	// Half of an answer is half of an error, if nothing was done.
	const [status, text] = name === 'half' && !isActing ? [500, '{"statusCode":500'] : answer;
	return [status, expect.stringContaining(text) as unknown];
};

describe.each(variantValues.creationAnswers.slice(1))('a creation can be answered: %s', (value) => {
	const isActing = value.endsWith('-acted') || value === 'trickled';

	it(isActing ? 'and the task is created' : 'and no task is created', async () => {
		await vary({ creationAnswers: value, oddRhythm: 'once' });
		const answer = await answerTo('imagine', { prompt: 'a kite' });
		expect(answer).toEqual(expected(oddName(value), isActing));
		expect(await tasksCreated()).toBe(isActing ? 1 : 0);
		expect(await faults()).toEqual([value]);
		await create('imagine', { prompt: 'a kite' });
	});
});

it.each(oddNames)('a query and the list can be answered: %s', async (name) => {
	const taskId = await create('imagine', { prompt: 'a kite' });
	await vary({ queryAnswers: name, listAnswers: name, oddRhythm: 'once' });
	const query = () => answerTo('query', { taskId: String(taskId) });
	const list = () => answerTo('query-mj-tasks?page=1', {});
	for (const ask of [query, list]) {
		expect(await ask()).toEqual(expected(name, true));
		expect(await ask()).toEqual([200, expect.stringContaining(`"taskId":${taskId}`)]);
	}
});

it.each(oddPictureNames)('a picture can be answered: %s', async (name) => {
	const { imageDcUrl } = await run('imagine', { prompt: 'a kite' });
	await vary({ pictureAnswers: name, oddRhythm: 'once' });
	const picture = [200, expect.stringContaining('PNG')];
	const answer = await answerFrom(imageDcUrl);
	expect(answer).toEqual(name === 'trickled' ? picture : expected(name, true));
	expect(await answerFrom(imageDcUrl)).toEqual(picture);
});

it.each([
	['429-hour', '3600'],
	['429-day', '86400'],
	['503-year', 'Fri, 01 Jan 2027 00:00:00 GMT'],
])('%s asks to stay away', async (creationAnswers, retryAfter) => {
	await vary({ creationAnswers });
	const { headers } = await postRaw('/api/v1/ai/draw/mj/imagine', {
		model: 'midjourney',
		prompt: 'a kite',
	});
	expect(headers['retry-after']).toBe(retryAfter);
});

it.each<[keyof typeof rhythms, string]>([
	['1/3', 'x..x..x'],
	['2/3', '.x..x..'],
	['3/3', '..x..x.'],
	['2/5', '.x....x'],
	['once', 'x......'],
	['always', 'xxxxxxx'],
])('%s: which requests are odd', async (oddRhythm, pattern) => {
	await vary({ oddRhythm, listAnswers: 'html-403' });
	const path = '/api/v1/ai/draw/mj/query-mj-tasks?page=1';
	let odd = '';
	for (let n = 0; n < pattern.length; n += 1) {
		odd += (await postRaw(path, { model: 'midjourney' })).status === 403 ? 'x' : '.';
	}
	expect(odd).toBe(pattern);
});

it.each(['usual', 'http-500', 'trickled'])(
	'the date of an answer is by the clock of the service: %s',
	async (creationAnswers) => {
		await vary({ creationAnswers });
		await control('PUT', 'settings', { clockAheadSeconds: 86_400 });
		const body = { model: 'midjourney', prompt: 'a kite' };
		const { headers } = await postRaw('/api/v1/ai/draw/mj/imagine', body);
		const ahead = Date.parse(String(headers.date)) - Date.now();
		expect(ahead / 3_600_000).toBeCloseTo(24, 1);
	},
);

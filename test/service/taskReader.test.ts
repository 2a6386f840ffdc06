import { readTask, readCallback } from '../../nodes/Midjourney/service/ohmygpt/taskReader';
import { readProgress, readTaskId } from '../../nodes/Midjourney/service/taskValues';

const contentBaseUrl = 'https://content.test';
const stored = 'https://content.test/api/v1/content/mj-generated';

const wire = {
	taskId: 4711,
	taskType: 'FAST',
	status: 'SUCCESS',
	action: 'IMAGINE',
	progress: '100%',
	description: '/imagine a red kite',
	prompt: 'a red kite',
	failReason: null,
	submitTime: '2026-03-01T10:00:00.000Z',
	startTime: '2026-03-01T10:00:01.000Z',
	finishTime: '2026-03-01T10:00:40.000Z',
	webhookUrl: null,
	imageDcUrl: 'https://cdn.discordapp.com/attachments/1/2/kite.png',
	imageS3Url: '2026-03/kite.png',
	actions: [
		{ customId: 'MJ::JOB::upsample::1::u', emoji: '', label: 'U1' },
		{ customId: 'MJ::JOB::reroll::0::u::SOLO', emoji: '🔄', label: '' },
	],
};

test('a documented task is read whole, and kept as it came', () => {
	expect(readTask(wire, contentBaseUrl)).toEqual({
		id: '4711',
		pool: 'FAST',
		status: 'SUCCESS',
		action: 'IMAGINE',
		prompt: 'a red kite',
		progress: 100,
		singles: [],
		pictures: [
			{ source: 'objectStorage', url: `${stored}/2026-03/kite.png` },
			{ source: 'discord', url: wire.imageDcUrl },
		],
		buttons: [
			{ customId: 'MJ::JOB::upsample::1::u', emoji: '', label: 'U1' },
			{ customId: 'MJ::JOB::reroll::0::u::SOLO', emoji: '🔄', label: '' },
		],
		failReason: null,
		submittedAt: wire.submitTime,
		startedAt: wire.startTime,
		finishedAt: wire.finishTime,
		received: wire,
	});
});

test('of a task that says nothing but its id, the rest is empty', () => {
	expect(readTask({ taskId: '4711' }, contentBaseUrl)).toEqual({
		id: '4711',
		pool: '',
		status: 'UNKNOWN',
		action: '',
		prompt: '',
		progress: null,
		pictures: [],
		singles: [],
		buttons: [],
		failReason: null,
		submittedAt: null,
		startedAt: null,
		finishedAt: null,
		received: { taskId: '4711' },
	});
});

test.each([
	['a path', '2026-03/kite 1.png', `${stored}/2026-03/kite%201.png`],
	['a path with a slash in front', '/kite.png', `${stored}/kite.png`],
	['a whole address', 'https://other.test/kite.png', 'https://other.test/kite.png'],
])('an image in the object storage, named by %s', (_, imageS3Url, url) => {
	const task = readTask({ taskId: 1, imageS3Url }, contentBaseUrl);
	expect(task?.pictures).toEqual([{ source: 'objectStorage', url }]);
});

test.each([[null], [''], [' '], [7], [['x']]])('no image is read from %j', (value) => {
	const task = readTask({ taskId: 1, imageS3Url: value, imageDcUrl: value }, contentBaseUrl);
	expect(task?.pictures).toEqual([]);
});

test.each([
	['null', null],
	['an object', {}],
	['entries without customId', [{ label: 'U1' }, { customId: '' }, null, 'U1', 3]],
])('no button is read from %s', (_, actions) => {
	expect(readTask({ taskId: 1, actions }, contentBaseUrl)?.buttons).toEqual([]);
});

test('words are read in any case, and unknown ones are carried, an unknown pool as it came', () => {
	const task = readTask(
		{ taskId: 1, status: ' waiting_for_review ', taskType: 'turbo', action: 'Video' },
		contentBaseUrl,
	);
	expect(readTask({ taskId: 1, taskType: 'normal' }, contentBaseUrl)?.pool).toBe('NORMAL');
	expect(task).toMatchObject({ status: 'WAITING_FOR_REVIEW', pool: 'turbo', action: 'VIDEO' });
});

test('a success is done, whatever its progress says', () => {
	expect(readTask({ ...wire, progress: '93%' }, contentBaseUrl)?.progress).toBe(100);
	expect(readTask({ ...wire, progress: undefined }, contentBaseUrl)?.progress).toBe(100);
});

test.each([
	['46%', 46],
	['46', 46],
	[46, 46],
	['12.6 %', 13],
	['300%', 100],
	['Waiting to start', null],
	['', null],
	['-5%', null],
	[null, null],
	[{}, null],
])('progress %j is read as %j', (value, expected) => {
	expect(readProgress(value)).toBe(expected);
});

test.each([
	[4711, '4711'],
	['4711', '4711'],
	[' 4711 ', '4711'],
	['12345678901234567890', '12345678901234567890'],
	[0, undefined],
	[-1, undefined],
	[1.5, undefined],
	[2 ** 53, undefined],
	['', undefined],
	['0042', '0042'],
	['47a', '47a'],
	['mj_5f0c-77.a:1', 'mj_5f0c-77.a:1'],
	['1'.repeat(128), '1'.repeat(128)],
	['1'.repeat(129), undefined],
	['null', undefined],
	['undefined', undefined],
	['[object Object]', undefined],
	['Success', undefined],
	['two 2 words', undefined],
	['0', undefined],
	[null, undefined],
	[[4711], undefined],
	[true, undefined],
])('the id %j is read as %j', (value, expected) => {
	expect(readTaskId(value)).toBe(expected);
});

test.each([[null], [undefined], [4711], ['4711'], [[wire]], [{}], [{ taskId: null }]])(
	'%j is no task',
	(value) => {
		expect(readTask(value, contentBaseUrl)).toBeUndefined();
	},
);

test.each([
	['the bare task', wire],
	['the task in an envelope', { statusCode: 200, message: 'Success', data: wire }],
])('a webhook body with %s is the same task [U7]', (_, body) => {
	expect(readCallback(body, contentBaseUrl)).toEqual(readTask(wire, contentBaseUrl));
});

test.each([[null], ['text'], [[wire]], [{ data: null }], [{ data: { taskId: 'x' } }]])(
	'a webhook body %j is no task',
	(body) => {
		expect(readCallback(body, contentBaseUrl)).toBeUndefined();
	},
);

// JSON can carry half of a surrogate pair, which encodeURIComponent does not take.
test('an image path that is no proper text leaves the task readable', () => {
	expect(readTask({ ...wire, imageS3Url: 'kite\ud83e.png' }, contentBaseUrl)).toMatchObject({
		id: '4711',
	});
});

import fc from 'fast-check';
import { cleanMessage } from '../../nodes/Midjourney/service/cleanMessage';
import { readEnvelope } from '../../nodes/Midjourney/service/ohmygpt/envelope';
import { readTask, readCallback } from '../../nodes/Midjourney/service/ohmygpt/taskReader';
import { readTaskId } from '../../nodes/Midjourney/service/taskValues';
import { isPrivateUrl } from '../../nodes/Midjourney/model/url';
import { isAllowedUrl } from '../../nodes/Midjourney/service/allowedHosts';
import { readSettings } from '../../nodes/Midjourney/service/ohmygpt/settings';

const { apiBaseUrl, contentBaseUrl, imageProxyBaseUrl } = readSettings({});
const baseUrls = [apiBaseUrl, contentBaseUrl, imageProxyBaseUrl];
const status = fc.integer({ min: 100, max: 599 });
const headers = fc.dictionary(fc.constantFrom('retry-after', 'date', 'x'), fc.jsonValue());

/** JSON texts that are nearly an envelope, with anything in its fields. */
const nearlyEnvelope = fc
	.dictionary(
		fc.constantFrom('statusCode', 'code', 'message', 'data', 'error', 'errorType', 'msg'),
		fc.oneof(fc.jsonValue(), status, fc.string()),
	)
	.map((body) => JSON.stringify(body));

const bodies = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), nearlyEnvelope);

test('any response is read: as data, or as a failure with a short and clean message', () => {
	fc.assert(
		fc.property(status, headers, bodies, (http, head, body) => {
			const result = readEnvelope({ status: http, headers: head, body }, 0);
			if (result.ok) return;
			const { kind, message, retryAfterMs = 0 } = result.failure;
			expect(kind).toMatch(/^\w+$/);
			expect(message).not.toBe('');
			expect(message.length).toBeLessThanOrEqual(501);
			expect(message).not.toMatch(/\p{Cc}/u);
			expect(retryAfterMs).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 500 },
	);
});

test('no key is shown, wherever it is', () => {
	const key = fc.stringMatching(/^sk-[A-Za-z0-9]{6,48}$/);
	fc.assert(
		fc.property(fc.string(), key, fc.string(), (before, secret, after) => {
			expect(cleanMessage(`${before} ${secret} ${after}`)).not.toContain(secret);
		}),
	);
});

test('an id keeps all its digits from the wire to the task, as number and as text', () => {
	const digits = fc.bigInt({ min: 1n, max: 10n ** 40n - 1n }).map(String);
	const read = (json: string) => {
		const body = `{"statusCode":200,"message":"Success","data":${json}}`;
		const result = readEnvelope({ status: 200, headers: {}, body }, 0);
		return result.ok ? result.data : undefined;
	};
	fc.assert(
		fc.property(digits, (id) => {
			expect(readTaskId(read(id))).toBe(id);
			expect(readTaskId(read(`"${id}"`))).toBe(id);
			expect(readTask(read(`{"taskId":${id}}`), contentBaseUrl)?.id).toBe(id);
			const page = read(`{"total":1,"tasks":[{"taskId" : ${id},"status":"SUCCESS"}]}`);
			expect(readTask((page as { tasks: unknown[] }).tasks[0], contentBaseUrl)?.id).toBe(id);
		}),
	);
});

/** Anything in the fields of a task. */
const nearlyTask = fc.record(
	Object.fromEntries(
		[
			'taskId',
			'taskType',
			'status',
			'action',
			'progress',
			'prompt',
			'failReason',
			'submitTime',
			'imageDcUrl',
			'imageS3Url',
			'actions',
		].map((name) => [name, fc.oneof(fc.jsonValue(), fc.nat(), fc.string())]),
	),
	{ requiredKeys: [] },
);

test('any JSON is read: as a whole task that keeps what came, or as none', () => {
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), nearlyTask), (wire) => {
			const task = readTask(wire, contentBaseUrl);
			if (task === undefined) return;
			expect(readCallback({ data: wire }, contentBaseUrl)).toEqual(task);
			expect(task.id).toMatch(/^[\w.:-]{1,128}$/);
			expect(task.received).toBe(wire);
			for (const text of [task.pool, task.status, task.action, task.prompt]) {
				expect(typeof text).toBe('string');
			}
			expect(task.status).not.toBe('');
			expect(task.progress ?? 0).toBeGreaterThanOrEqual(0);
			expect(task.progress ?? 0).toBeLessThanOrEqual(100);
			for (const { url } of task.pictures) expect(typeof url).toBe('string');
			for (const { customId } of task.buttons) expect(customId).not.toBe('');
		}),
		{ numRuns: 500 },
	);
});

test('any text is judged, and what is trusted is a host of the credential or of Discord', () => {
	const known =
		/^(api\.ohmygpt\.com|pi\.ohmygpt\.com|wsrv\.nl|cdn\.discordapp\.com|media\.discordapp\.net)$/;
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (url) => {
			isPrivateUrl(url);
			if (isAllowedUrl(url, baseUrls)) expect(new URL(url).hostname).toMatch(known);
		}),
	);
});

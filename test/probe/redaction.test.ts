import { redact, redactText, secretsIn } from '../../probe/redact';
import { writeReport } from '../../probe/report';
import { collectSecrets } from '../../probe/secrets';
import type { Answer } from '../../probe/wireClient';
import { otherClient } from '../support/otherClient';
import { useEmulator } from '../support/emulator';
import { useProbe } from './probing';

const emulator = useEmulator({ tileSize: 16 });
const { probe } = useProbe(emulator, 'ohMyGpt');
const others = otherClient(emulator);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i;

const answer = (json: unknown, body: Record<string, unknown> = {}): Answer => ({
	...{ name: 'query', method: 'POST', path: '/x', body, status: 200, contentType: 'text/json' },
	...{ json, length: 1, at: 0, ms: 0 },
});

test.each(['plain', 'zeros', 'letters', 'beyond-2-53'] as const)(
	'neither key, ids of the form %s, addresses nor prompts are in the files',
	async (idForm) => {
		await emulator.variants({ idForm });
		await others.createGrid('the secret garden of somebody else --ar 2:3').catch(() => undefined);
		const webhook = `${emulator.url}/_emulator/stats?secret=abc`;
		const { text } = await probe({ maxTokens: 35_000, webhook });
		const tasks = await emulator.tasks();
		expect(tasks.length).toBeGreaterThanOrEqual(4);
		for (const { wireId, prompt } of tasks) {
			expect(text).not.toContain(wireId);
			for (const line of (prompt ?? '').split('\n')) {
				if (line !== '') expect(text).not.toContain(line);
			}
		}
		expect(text).not.toContain(emulator.keys.user);
		expect(text).not.toContain(emulator.url);
		expect(text).not.toContain(new URL(emulator.url).host);
		expect(text).not.toMatch(/secret garden|red kite|127\.0\.0\.1|https?:/);
		expect(text).not.toMatch(uuid);
	},
);

test('the shape of an answer stays: names of fields, types, states, customIds', async () => {
	const { report } = await probe();
	const tasks = report.answers.filter(({ name }) => name === 'query').map((each) => each.answer);
	expect(tasks).toContainEqual(
		expect.objectContaining({
			data: expect.objectContaining({
				taskId: '<integer, id>',
				status: 'SUCCESS',
				imageDcUrl: '<address, .png>',
				actions: expect.arrayContaining([
					{ customId: 'MJ::JOB::upsample::1::<uuid>', emoji: '', label: 'U1' },
				]),
			}),
		}),
	);
});

describe('a secret is replaced', () => {
	const secrets = collectSecrets(
		{ key: 'my-own-key-without-a-form', 'base address': 'http://mj.local:8080/mj' },
		[answer({ data: { taskId: 987654, prompt: 'An old lighthouse --seed 4711' } })],
	);

	test.each([
		['the key', 'refused: my-own-key-without-a-form'],
		['the key in capitals', 'MY-OWN-KEY-WITHOUT-A-FORM'],
		['another key', 'key sk-abcdef123456 is wrong'],
		['a header', 'Bearer abcdef.ghi'],
		['an id', 'no task 987654'],
		['a prompt', 'banned: "an old lighthouse"'],
		['the host', 'connect to mj.local:8080 failed'],
		['an address', 'see wss://example.org/a?b=c'],
		['an address without a scheme', 'see cdn.example.com/a.png'],
		['an IP address', 'from 10.1.2.3:99'],
		['a mail address', 'write to a.b@example.org'],
		['a UUID without dashes', '0123456789abcdef0123456789abcdef'],
		['a long number', 'channel 1234567890123'],
		['a data URL', 'data:image/png;base64,AAAA'],
	])('in a message: %s', (_, text) => {
		const redacted = redactText(text, secrets);
		expect(redacted).toContain('<');
		expect(redacted).not.toMatch(/my-own|abcdef|987654|lighthouse|8080|example|10\.1|\d{6}|AAAA/i);
	});

	test.each([
		['in a field of its own', { data: { taskId: 12 } }, /12/],
		['in a field that nobody knows', { data: { ownerName: 'Jane Doe' } }, /Jane/],
		['as the name of a field', { data: { '987654': true } }, /987654/],
		['deep inside', { a: [{ b: { c: { userId: 'jane', clientIp: '10.1.2.3' } } }] }, /jane|10\.1/],
		['as a number in an unknown field', { data: { discord: 55555 } }, /5555/],
		['in a short prompt', { data: { prompt: 'cat', status: 'SUCCESS' } }, /cat/],
		['in the description of a task', { status: 'X', description: '/imagine cat' }, /cat/],
	])('%s', (_, json, pattern) => {
		expect(JSON.stringify(redact(json, secrets))).not.toMatch(pattern);
	});

	test('but an id is not seen in a longer number, and messages stay readable', () => {
		expect(secretsIn('19876540', secrets)).toEqual([]);
		expect(redactText('Parameter page must be at least 1', secrets)).toBe(
			'Parameter page must be at least 1',
		);
		const accepted = { code: 1, description: 'Submit success', result: '1790000000000123' };
		expect(redact(accepted, secrets)).toEqual({ ...accepted, result: '<text, id>' });
	});

	test('or no report is written at all', () => {
		const rows = [
			{ id: 'x', says: 'my-own-key-without-a-form', result: 'held', seen: '' } as const,
		];
		const content = {
			service: 'x',
			spent: { tasks: 0 },
			limit: { tasks: 0 },
			isInterrupted: false,
		};
		expect(() => writeReport({ ...content, rows: [...rows], answers: [] }, secrets)).toThrow(
			'The report was not written, since it would contain: <key>',
		);
	});
});

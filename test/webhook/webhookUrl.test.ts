import { Midjourney } from '../../nodes/Midjourney/Midjourney.node';
import { MidjourneyTrigger } from '../../nodes/Midjourney/MidjourneyTrigger.node';
import { only, useMidjourney } from '../support/midjourney';
import { usePublicName } from '../support/publicName';

const { emulator, run } = useMidjourney();
const publicName = usePublicName('ohmygpt.test');

const secret = 'a secret of the tests';
const hook = 'https://n8n.example.com/webhook/1/webhook';
const dontWait = { prompt: 'a kite', waitForCompletion: 'none' };

/** Starts a task without waiting. */
const start = (parameters: object, credential: object = {}) =>
	run(
		'image.imagine',
		{ ...dontWait, ...parameters },
		{ credentials: emulator.credentials({ webhookSecret: secret, ...credential }) },
	);

describe('Webhook URL', () => {
	it('is sent to OhMyGPT with the secret of the credential, which is shown nowhere else', async () => {
		const result = await start({ webhookUrl: ` ${hook}?from=n8n ` });
		expect(only(result).json).toMatchObject({ taskId: expect.any(String) });
		const [task] = await emulator.tasks();
		const { origin, pathname, searchParams } = new URL(task?.webhook ?? '');
		expect(origin + pathname).toBe(hook);
		expect(Object.fromEntries(searchParams)).toEqual({ from: 'n8n', secret });
		expect(JSON.stringify([result.items, result.logs, result.hints])).not.toContain(secret);
	});

	it('replaces a secret that the user has put there', async () => {
		await start({ webhookUrl: `${hook}?secret=old` });
		expect((await emulator.tasks())[0]?.webhook).toBe(`${hook}?secret=a+secret+of+the+tests`);
	});

	it('is not shown in the output if Simplify is off either', async () => {
		const result = await start({ webhookUrl: hook, simplify: false });
		const waited = await run('task.get', { taskId: only(result).json.taskId, simplify: false });
		expect(only(waited).json).toMatchObject({ webhookUrl: `${hook}?***` });
		expect(JSON.stringify([result.execution, waited.execution])).not.toContain(secret);
	});

	it.each([Midjourney, MidjourneyTrigger])(
		'in the output of $name is declared to n8n as sensitive',
		(Node) => {
			const { description } = new Node();
			expect(description.sensitiveOutputFields).toEqual(['webhookUrl']);
		},
	);

	it('can be empty', async () => {
		only(await start({}));
		expect(await emulator.tasks()).toMatchObject([{ webhook: null }]);
	});

	it('is used only without waiting', async () => {
		await emulator.settings({ durationSeconds: { min: 5, max: 5 } });
		only(await start({ webhookUrl: hook, waitForCompletion: 'poll', downloadImage: false }));
		expect(await emulator.tasks()).toMatchObject([{ webhook: null }]);
	});

	it('can be on this machine if the service is too', async () => {
		only(await start({ webhookUrl: 'http://127.0.0.1:5678/webhook/1' }));
		expect((await emulator.tasks())[0]?.webhook).toMatch(/^http:\/\/127\.0\.0\.1:5678/);
	});

	it.each([
		{ label: 'no URL', webhookUrl: 'my webhook', words: /no URL/ },
		{ label: 'no web URL', webhookUrl: 'ftp://n8n.example.com/x', words: /no URL/ },
		{ label: 'half a URL', webhookUrl: 'https://', words: /no URL/ },
		{
			label: 'without a secret in the credential',
			webhookUrl: hook,
			credential: { webhookSecret: ' ' },
			words: /'Webhook Secret' is not set in the credential/,
		},
	])('$label is rejected before anything is paid', async ({ webhookUrl, credential, words }) => {
		const { status, error } = await start({ webhookUrl }, credential);
		expect({ status, message: error?.message }).toEqual({
			status: 'error',
			message: expect.stringMatching(words),
		});
		expect(await emulator.log()).toEqual([]);
	});

	it.each(['http://localhost:5678/webhook/1', 'http://192.168.1.5/webhook/1'])(
		'%s is rejected if OhMyGPT cannot reach it',
		async (webhookUrl) => {
			const { port } = new URL(emulator.url);
			const baseUrl = `http://${publicName}:${port}`;
			const { error } = await start({ webhookUrl }, { baseUrl });
			expect(error?.message).toMatch(
				/'Webhook URL' cannot be used: OhMyGPT cannot call back to .+, which only your own network/,
			);
			expect(error?.description).toContain('WEBHOOK_URL');
			expect(await emulator.tasks()).toEqual([]);
		},
	);

	it('keeps its secret out of an error message that quotes the request', async () => {
		const message = `The webhook ${hook}?secret=${encodeURIComponent(secret)} cannot be used`;
		await emulator.fault('imagine', 'error-in-200', { statusCode: 400, message });
		const result = await start({ webhookUrl: hook });
		expect(result.error?.message).toContain('cannot be used');
		expect(JSON.stringify([result.execution, result.logs])).not.toContain(
			encodeURIComponent(secret),
		);
	});
});

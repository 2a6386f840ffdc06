import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { useSuspension } from '../support/suspension';
import { doorsOf } from './doors';

// Fast, since each success that is made up is asked for three times, with pauses.
const suspension = useSuspension({ durationSeconds: { min: 1e7, max: 1e7 } });

describe.each(doorsOf(suspension))('$name and 2,000 random bodies', ({ open }) => {
	const field = fc.oneof(
		fc.constantFrom(
			'SUCCESS',
			'FAILURE',
			'IN_PROGRESS',
			'100%',
			'',
			'\u0000',
			'https://evil.example/x.png',
		),
		fc.jsonValue({ maxDepth: 2 }),
	);
	const status = fc.constantFrom(
		'SUCCESS',
		'success',
		'FAILURE',
		'IN_PROGRESS',
		'NEW',
		'',
		null,
		5,
	);
	const taskOf = (id: fc.Arbitrary<unknown>) =>
		fc.record(
			{
				taskId: id,
				status: fc.oneof({ weight: 3, arbitrary: status }, field),
				action: field,
				progress: field,
				imageDcUrl: field,
				imageS3Url: field,
				actions: field,
				failReason: field,
				prompt: field,
				webhookUrl: field,
			},
			{ requiredKeys: [] },
		);

	it('answers each, starts nothing and never breaks', async () => {
		const { call, key, taskId } = await open();
		const id = fc.oneof(fc.constantFrom<unknown>(taskId, String(taskId), 4711), field);
		const task = taskOf(id);
		const body = fc.oneof(
			fc.jsonValue({ maxDepth: 4 }),
			task,
			task.map((data) => ({ statusCode: 200, data })),
			fc.dictionary(
				fc.constantFrom('__proto__', 'constructor', 'toString', 'taskId', 'data'),
				field,
			),
		);
		const query = fc.oneof(
			{ weight: 9, arbitrary: fc.constant(key) },
			fc.dictionary(fc.constantFrom('secret', 'nonce', 'signature', '__proto__'), field),
		);
		await fc.assert(
			fc.asyncProperty(body, query, async (given, asked) => {
				const heard = await call({ body: given, query: asked });
				expect(heard.outputs).toBeUndefined();
				// On a busy machine the service itself may be late by so fast a clock.
				expect([200, 400, 401, 403, 503]).toContain(heard.status);
			}),
			{ seed: randomInt(2 ** 31), numRuns: 2_000 },
		);
		expect(await suspension.emulator.log('unknown')).toEqual([]);
	}, 120_000);
});

import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { useSuspension } from '../support/suspension';
import { webhookTargets } from './webhookTargets';

// Long tasks: each reported success is checked with several requests, and none is confirmed.
const suspension = useSuspension({ durationSeconds: { min: 1e7, max: 1e7 } });

describe.each(webhookTargets(suspension))('$name and 2,000 random bodies', ({ create }) => {
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

	it('responds to each, starts nothing and never throws', async () => {
		const { call, authQuery, taskId } = await create();
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
			{ weight: 9, arbitrary: fc.constant(authQuery) },
			fc.dictionary(fc.constantFrom('secret', 'nonce', 'signature', '__proto__'), field),
		);
		const calls = fc.array(fc.tuple(body, query), { minLength: 100, maxLength: 100 });
		await fc.assert(
			fc.asyncProperty(calls, async (sent) => {
				const results = sent.map(async ([each, its]) => await call({ body: each, query: its }));
				for (const result of await Promise.all(results)) {
					expect(result.outputs).toBeUndefined();
					// 503: the service could not confirm the report in time.
					expect([200, 400, 401, 403, 503]).toContain(result.status);
				}
			}),
			{ seed: randomInt(2 ** 31), numRuns: 20 },
		);
		expect(await suspension.emulator.log('unknown')).toEqual([]);
	}, 240_000);
});

import { useMidjourney } from '../support/midjourney';

const { emulator, run } = useMidjourney(
	{ tileSize: 16, durationSeconds: { min: 5, max: 5 } },
	'midjourneyProxy',
);

const makeTasks = async () => {
	for (const prompt of ['one', 'two']) await run('image.imagine', { prompt, downloadImage: false });
};

describe('Task > Get Many', () => {
	test.each(['plus', 'base', 'trueai'] as const)(
		'returns the tasks of a server of the kind %s, newest first',
		async (proxyVariant) => {
			await emulator.settings({ proxyVariant });
			await makeTasks();
			const { items } = await run('task.getMany', { returnAll: true });
			expect(items.map(({ json }) => (json.prompt as string).slice(0, 3))).toEqual(['two', 'one']);
		},
	);

	test.each(['new-api', 'one-hub'] as const)(
		'says that a gateway of the kind %s has no list',
		async (proxyVariant) => {
			await emulator.settings({ proxyVariant });
			await makeTasks();
			const { error } = await run('task.getMany', { returnAll: true });
			expect(error?.message).toBe(
				'Midjourney Proxy cannot do this: this server has no list of tasks',
			);
		},
	);
});

import { createFirstCaller } from '../../nodes/Midjourney/async/firstCaller';

it('exactly one of several concurrent callers is the first', async () => {
	const firstCaller = createFirstCaller();
	const callAfter = async (ticks: number) =>
		await firstCaller('a', async (isFirst) => {
			for (let i = 0; i < ticks; i++) await Promise.resolve();
			return isFirst();
		});
	expect(await Promise.all([callAfter(3), callAfter(1), callAfter(20)])).toEqual([
		false,
		true,
		false,
	]);
});

it('a caller after all others have ended is the first again, also after an error', async () => {
	const firstCaller = createFirstCaller();
	const failing = firstCaller('a', (isFirst) => Promise.reject(new Error(String(isFirst()))));
	await expect(failing).rejects.toThrow('true');
	expect(await firstCaller('a', (isFirst) => Promise.resolve(isFirst()))).toBe(true);
});

it('different keys are independent', async () => {
	const firstCaller = createFirstCaller();
	const first = async (key: string) =>
		await firstCaller(key, (isFirst) => Promise.resolve(isFirst()));
	expect(await Promise.all([first('a'), first('b')])).toEqual([true, true]);
});

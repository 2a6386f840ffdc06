import { createFirstCaller } from '../../nodes/Midjourney/async/firstCaller';

it('of callers at the same moment one is first, however long it takes', async () => {
	const once = createFirstCaller();
	const isFirst = async (pauses: number) =>
		await once('a', async (ask) => {
			for (let i = 0; i < pauses; i++) await Promise.resolve();
			return ask();
		});
	expect(await Promise.all([isFirst(3), isFirst(1), isFirst(20)])).toEqual([false, true, false]);
});

it('who comes when all have left is first again, also after an error', async () => {
	const once = createFirstCaller();
	const failing = once('a', (isFirst) => Promise.reject(new Error(String(isFirst()))));
	await expect(failing).rejects.toThrow('true');
	expect(await once('a', (isFirst) => Promise.resolve(isFirst()))).toBe(true);
});

it('different keys have nothing to do with each other', async () => {
	const once = createFirstCaller();
	const first = async (key: string) => await once(key, (isFirst) => Promise.resolve(isFirst()));
	expect(await Promise.all([first('a'), first('b')])).toEqual([true, true]);
});

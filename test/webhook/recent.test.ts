import { createRecent } from '../../nodes/Midjourney/webhook/recent';

it('what is remembered by one key is kept apart from the others', () => {
	const recent = createRecent(10, () => new Set<string>());
	recent('a').add('one');
	expect([...recent('a')]).toEqual(['one']);
	expect([...recent('b')]).toEqual([]);
});

it('keys that are used stay, the one that was not used for longest is forgotten', () => {
	const recent = createRecent(3, () => ({ isNew: true }));
	for (const key of ['a', 'b', 'c']) recent(key).isNew = false;
	recent('a');
	recent('d');
	expect(['a', 'c', 'd'].map((key) => recent(key).isNew)).toEqual([false, false, true]);
	expect(recent('b').isNew).toBe(true);
});

it('names like those of prototypes are keys as all others', () => {
	const recent = createRecent(3, () => 0);
	expect(['__proto__', 'constructor'].map(recent)).toEqual([0, 0]);
});

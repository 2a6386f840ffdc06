import { createLruCache } from '../../nodes/Midjourney/async/lruCache';

it('what is remembered by one key is kept apart from the others', () => {
	const recent = createLruCache(10, () => new Set<string>());
	recent('a').add('one');
	expect([...recent('a')]).toEqual(['one']);
	expect([...recent('b')]).toEqual([]);
});

it('keys that are used stay, the one that was not used for longest is forgotten', () => {
	const recent = createLruCache(3, () => ({ isNew: true }));
	for (const key of ['a', 'b', 'c']) recent(key).isNew = false;
	recent('a');
	recent('d');
	expect(['a', 'c', 'd'].map((key) => recent(key).isNew)).toEqual([false, false, true]);
	expect(recent('b').isNew).toBe(true);
});

it('names like those of prototypes are keys as all others', () => {
	const recent = createLruCache(3, () => 0);
	expect(['__proto__', 'constructor'].map(recent)).toEqual([0, 0]);
});

import { createLruCache } from '../../nodes/Midjourney/async/lruCache';

it('each key has its own value', () => {
	const cache = createLruCache(10, () => new Set<string>());
	cache('a').add('one');
	expect([...cache('a')]).toEqual(['one']);
	expect([...cache('b')]).toEqual([]);
});

it('the least recently used key is removed', () => {
	const cache = createLruCache(3, () => ({ isNew: true }));
	for (const key of ['a', 'b', 'c']) cache(key).isNew = false;
	cache('a');
	cache('d');
	expect(['a', 'c', 'd'].map((key) => cache(key).isNew)).toEqual([false, false, true]);
	expect(cache('b').isNew).toBe(true);
});

it('names of prototype properties are ordinary keys', () => {
	const cache = createLruCache(3, () => 0);
	expect(['__proto__', 'constructor'].map(cache)).toEqual([0, 0]);
});

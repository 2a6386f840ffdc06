import fc from 'fast-check';
import { withQuery } from '../../nodes/Midjourney/model/url';
import {
	secretMatches,
	signatureBy,
	signatureMatches,
} from '../../nodes/Midjourney/webhook/secret';

describe('A secret', () => {
	it.each([
		{ label: 'the same text', given: 'open sesame', isGood: true },
		{ label: 'another text', given: 'open sesamE', isGood: false },
		{ label: 'a beginning of it', given: 'open', isGood: false },
		{ label: 'more than it', given: 'open sesame ', isGood: false },
		{ label: 'nothing', given: undefined, isGood: false },
		{ label: 'an empty text', given: '', isGood: false },
		{ label: 'null', given: null, isGood: false },
		{ label: 'a list that contains it', given: ['open sesame'], isGood: false },
		{ label: 'it twice', given: ['open sesame', 'open sesame'], isGood: false },
		{ label: 'an object', given: { value: 'open sesame' }, isGood: false },
		{ label: 'a megabyte', given: 'open sesame'.padEnd(1e6), isGood: false },
	])('matches only itself: $label', ({ given, isGood }) => {
		expect(secretMatches(given, 'open sesame')).toBe(isGood);
	});

	it('that is not set matches nothing', () => {
		for (const given of ['', undefined, null, [], 'x'])
			expect(secretMatches(given, '')).toBe(false);
	});

	it('of any text matches itself and no other text', () => {
		const text = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
		fc.assert(
			fc.property(text, text, (one, other) => secretMatches(one, other) === (one === other)),
		);
	});

	it('is unchanged after it was put into a URL and read again, for any text', () => {
		const text = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
		fc.assert(
			fc.property(text, (secret) => {
				const address = withQuery('https://n8n.example.com/webhook/1?a=b', 'secret', secret);
				const { searchParams } = new URL(address);
				return searchParams.get('secret') === secret && searchParams.get('a') === 'b';
			}),
		);
	});
});

describe('A signature by a secret', () => {
	it('matches the secret, and no other one', () => {
		const text = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
		fc.assert(
			fc.property(text, text, (one, other) => {
				return signatureMatches(signatureBy(one), other) === (one === other);
			}),
		);
	});

	it('is another one each time, and does not show the secret', () => {
		const signatures = [signatureBy('open sesame'), signatureBy('open sesame')];
		expect(new Set(signatures).size).toBe(2);
		expect(signatures.join()).not.toContain('sesame');
	});

	it.each(['', 'open sesame', '.', 'a.b', 'a', undefined, ['a.b'], 'a.'.padEnd(2_000, 'b')])(
		'cannot be made without the secret: %p',
		(given) => {
			expect(signatureMatches(given, 'open sesame')).toBe(false);
			expect(signatureMatches(given, '')).toBe(false);
		},
	);
});

it('A secret that a URL already has is replaced', () => {
	const address = withQuery(
		'https://n8n.example.com/hook?secret=old&secret=older',
		'secret',
		'new',
	);
	expect(address).toBe('https://n8n.example.com/hook?secret=new');
});

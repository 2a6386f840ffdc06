import { maskKey } from '../../nodes/Midjourney/fields/apiKey';
import { toNumber } from '../../nodes/Midjourney/model/json';
import { toMoney } from '../../nodes/Midjourney/service/ohmygpt/money';

test('tokens are converted with the rates that public clients of the service use', () => {
	expect(toMoney(250_000)).toEqual({ usd: 1, cny: 7.3529 });
	expect(toMoney(34_000)).toEqual({ usd: 0.136, cny: 1 });
	expect(toMoney(0)).toEqual({ usd: 0, cny: 0 });
});

test.each([
	['decimal text', '340000.00', 340_000],
	['a number', 12.5, 12.5],
	['a negative amount', '-3.50', -3.5],
	['words', 'unlimited', null],
	['nothing', '', null],
	['null', null, null],
	['no number', NaN, null],
])('an amount as %s', (_, value, number) => {
	expect(toNumber(value)).toBe(number);
});

test.each([
	['sk-0123456789abc', 'sk-***abc'],
	['********xyz', 'sk-***xyz'],
	['sk-abc', 'sk-***'],
	['', 'sk-***'],
])('the key %p is shown as %s', (key, shown) => {
	expect(maskKey(key)).toBe(shown);
});

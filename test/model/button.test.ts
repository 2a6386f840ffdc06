import fc from 'fast-check';
import { buttons as facts } from '../../nodes/Midjourney/facts/buttons';
import { factOf, findButton, nameOf } from '../../nodes/Midjourney/model/button';

const job = '11111111-2222-3333-4444-555555555555';
const customIdOf = (name: string) =>
	(facts.find((fact) => fact.name === name)?.customId ?? name).replace('{job}', job);
const button = (name: string, label = '', emoji = '') => ({
	customId: customIdOf(name),
	label,
	emoji,
});
const grid = {
	buttons: [
		button('U1', 'U1'),
		button('U2', 'U2'),
		button('V1', 'V1'),
		button('Re-Roll', '', '🔄'),
	],
};

describe('a button is identified by its customId only', () => {
	test.each(facts.map(({ name, action }) => [name, action] as const))('%s', (name, action) => {
		expect(factOf(button(name))).toMatchObject({ name, action });
		expect(nameOf(button(name, 'another label', '🚀'))).toBe(name);
	});

	test.each([
		['MJ::JOB::upsample_v6r1_2x_subtle::1::{job}::SOLO', 'Upscale (Subtle)'],
		['MJ::JOB::upsample_v7_2x_creative::1::{job}::SOLO', 'Upscale (Creative)'],
		['MJ::JOB::reroll::0::{job}', 'Re-Roll'],
	])('%s of another version', (customId, name) => {
		const named = { customId: customId.replace('{job}', job), label: '', emoji: '' };
		expect(nameOf(named)).toBe(name);
	});

	test.each([
		['MJ::JOB::upsample::5::{job}', 'tile'],
		['MJ::Outpaint::75::{job}::SOLO', 'segment missing'],
		['MJ::BOOKMARK::{job}', '❤️'],
	])('%s has its label or emoji as name', (customId, label) => {
		const named = { customId: customId.replace('{job}', job), label, emoji: '' };
		expect(factOf(named)).toBeUndefined();
		expect(nameOf(named)).toBe(label);
	});

	test('without label and emoji, the name is the customId', () => {
		expect(nameOf({ customId: 'MJ::X', label: ' ', emoji: '' })).toBe('MJ::X');
	});
});

describe('a button is found', () => {
	test.each([
		['by its name', 'U2', 1],
		['in other upper or lower case', ' u2 ', 1],
		['by a name written in another way', 'reroll', 3],
		['by its emoji', '🔄', 3],
		['by its customId', customIdOf('V1'), 2],
	])('%s', (_, wanted, index) => {
		expect(findButton(grid, wanted)).toBe(grid.buttons[index]);
	});

	test.each([
		['a button of other tasks', 'Zoom Out 2x'],
		['a button of another job', customIdOf('U1').replace('1111', '9999')],
		['nothing', ''],
		['spaces', '  '],
		['punctuation', '(-)'],
	])('but not by %s', (_, wanted) => {
		expect(findButton(grid, wanted)).toBeUndefined();
	});

	test('by its emoji with or without the variation selector', () => {
		const heart = { customId: 'MJ::BOOKMARK::x', label: '', emoji: '❤️' };
		expect(findButton({ buttons: [heart] }, '❤')).toBe(heart);
	});

	test('Zoom Out 1.5x is not confused with another button', () => {
		const zooms = { buttons: [button('Zoom Out 1.5x'), button('Zoom Out 2x')] };
		expect(findButton(zooms, 'zoom out 1.5X')).toBe(zooms.buttons[0]);
		expect(findButton(zooms, 'Zoom Out 15x')).toBeUndefined();
	});
});

describe('for any buttons', () => {
	const any = fc.record({
		customId: fc.oneof(
			fc.string({ minLength: 1 }),
			fc.constantFrom(...facts.map((f) => f.customId)),
		),
		label: fc.string({ unit: 'grapheme' }),
		emoji: fc.string({ unit: 'grapheme', maxLength: 2 }),
	});
	const someButtons = fc.array(any, { minLength: 1, maxLength: 8 });

	test('the name that an error lists finds a button of that name', () => {
		fc.assert(
			fc.property(someButtons, (buttons) => {
				for (const each of buttons) {
					const name = nameOf(each);
					if (!/[\p{L}\p{N}]/u.test(name)) continue;
					expect(findButton({ buttons }, name)).toBeDefined();
				}
			}),
		);
	});

	test('a customId finds exactly its own button', () => {
		fc.assert(
			fc.property(someButtons, (buttons) => {
				for (const { customId } of buttons) {
					expect(findButton({ buttons }, customId)?.customId).toBe(customId);
				}
			}),
		);
	});

	test('no text causes an exception', () => {
		fc.assert(
			fc.property(someButtons, fc.string({ unit: 'binary' }), (buttons, wanted) => {
				findButton({ buttons }, wanted);
			}),
		);
	});
});

import { seededNumber } from '../random';
import { defaultVariants, variantValues, type Variants } from '../variants';

/** At most so many switches differ from the usual service. */
const maxDrawn = 6;

/** What is not drawn: with it nothing works, or what other values show is hidden. */
const notDrawn: Partial<Record<keyof Variants, readonly string[]>> = {
	service: ['retired'],
	oddRhythm: ['always'],
};

/** Values of a switch that a random service may have besides the usual one. */
function drawable(name: keyof Variants): string[] {
	const [, ...others] = variantValues[name];
	return others.filter((value) => !notDrawn[name]?.includes(value));
}

const names = (Object.keys(variantValues) as Array<keyof Variants>).filter(
	(name) => drawable(name).length > 0,
);

const pick = <Value>(values: readonly Value[], ...seeds: Array<string | number>) =>
	values[Math.floor(seededNumber(...seeds) * values.length)];

/** All variants of a random service. A seed always gives the same service. */
export function drawVariants(seed: number): Variants {
	const count = 1 + Math.floor(seededNumber('count', seed) * maxDrawn);
	const drawn = names
		.map((name) => ({ name, order: seededNumber('switch', seed, name) }))
		.sort((a, b) => a.order - b.order)
		.slice(0, count)
		.map(({ name }) => name);
	// The rhythm has no effect alone.
	const changed = new Set<keyof Variants>([...drawn, 'oddRhythm']);
	const values = [...changed].map((name) => [name, pick(drawable(name), 'value', seed, name)]);
	return { ...defaultVariants(), ...Object.fromEntries(values) } as Variants;
}

/** The switches that differ from the usual service, with their values. */
export function changedVariants(variants: Variants): Partial<Variants> {
	const usual = defaultVariants();
	const changed = Object.entries(variants).filter(
		([name, value]) => usual[name as keyof Variants] !== value,
	);
	return Object.fromEntries(changed);
}

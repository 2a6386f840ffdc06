import { typeOf } from './jsonValue';

/** How a shown prompt differs from the one that was sent. */
export function promptForm(shown: unknown, sent: string, seed: string): string {
	if (typeof shown !== 'string') return `the field is ${typeOf(shown)}`;
	if (shown === sent) return 'exactly as it was sent';
	const hasSeed = shown.includes(seed) ? 'with the seed' : 'without the seed';
	const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '');
	const isSame = plain(shown) === plain(sent);
	return `${isSame ? 'other spaces, signs or letter case' : 'other words or flags'}, ${hasSeed}`;
}

import { resultOfPrompt } from '../../nodes/Midjourney/prompt/promptResult';

describe('tilesOf', () => {
	it.each(['a kite', 'a kite --hd --ar 4:1 --v 8.2', 'a kite --draft --v 7', 'a {red} kite', ''])(
		'expects a grid of four for %j',
		(prompt) => {
			expect(resultOfPrompt(prompt)).toEqual({ kind: 'grid2x2' });
		},
	);

	it.each([
		['a kite --video', 'clips'],
		['a kite --repeat 2', 'several jobs'],
		['a kite --r 2', 'several jobs'],
		['a {red, blue} kite', 'several jobs'],
		['a kite --draft --v 8.2', '24 small images'],
		['a kite --draft', '24 small images'],
		['a kite --draft --v 9', '24 small images'],
	])('expects no grid of four for %j', (prompt, why) => {
		const tiles = resultOfPrompt(prompt);
		expect(tiles.kind === 'other' && tiles.why).toContain(why);
	});
});

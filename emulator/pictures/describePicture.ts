import sharp from 'sharp';

/** Names of hues with the upper limit of each, in degrees. */
const hueNames: ReadonlyArray<readonly [number, string]> = [
	[15, 'red'],
	[45, 'orange'],
	[70, 'yellow'],
	[160, 'green'],
	[200, 'teal'],
	[255, 'blue'],
	[290, 'violet'],
	[345, 'pink'],
	[360, 'red'],
];

const ratioNames: ReadonlyArray<readonly [number, number]> = [
	[1, 1],
	[4, 3],
	[3, 4],
	[3, 2],
	[2, 3],
	[16, 9],
	[9, 16],
	[2, 1],
	[1, 2],
];

/** Four prompts made from measurements of a picture, in the format of a describe result. */
export async function describePicture(bytes: Buffer): Promise<string> {
	const image = sharp(bytes).rotate();
	const { dominant, entropy } = await image.stats();
	const { width = 1, height = 1 } = await image.metadata();
	const { name, tone } = colourOf(dominant);
	const texture = entropy > 6 ? 'richly detailed' : entropy > 3 ? 'calm' : 'flat, minimal';
	const aspect = nearestRatio(width / height);
	return [
		`a ${texture} picture in ${tone} ${name}, ${width} by ${height} pixels`,
		`${tone} ${name} composition, ${texture}, studio light`,
		`an abstract study of ${name}, ${tone}, ${texture}`,
		`${name} everywhere, ${texture}, in the manner of a poster`,
	]
		.map((prompt, index) => `${index + 1}\uFE0F\u20E3 ${prompt} --ar ${aspect}`)
		.join('\n\n');
}

/** Splits a describe result into its prompts. */
export function promptsOf(text: string): string[] {
	return text.split(/\n+/).map((line) => line.replace(/^\d\uFE0F\u20E3\s*/, ''));
}

function colourOf({ r, g, b }: { r: number; g: number; b: number }): {
	name: string;
	tone: string;
} {
	const max = Math.max(r, g, b);
	const min = Math.min(r, g, b);
	const tone = max < 85 ? 'dark' : min > 170 ? 'pale' : 'strong';
	if (max - min < 24) return { name: 'grey', tone };
	const span = max - min;
	const sector = max === r ? (g - b) / span : max === g ? 2 + (b - r) / span : 4 + (r - g) / span;
	const hue = (sector * 60 + 360) % 360;
	return { name: hueNames.find(([end]) => hue <= end)?.[1] ?? 'red', tone };
}

function nearestRatio(ratio: number): string {
	const distance = ([width, height]: readonly [number, number]) =>
		Math.abs(Math.log(width / height / ratio));
	const [width, height] = ratioNames.reduce((best, each) =>
		distance(each) < distance(best) ? each : best,
	);
	return `${width}:${height}`;
}

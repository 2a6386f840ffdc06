import { randomInt } from 'node:crypto';
import sharp from 'sharp';

/** What is sent to make a picture. The seed makes the task recognisable in a list. */
export function samplePrompts() {
	const seeds = [randomInt(1e8, 4e9), randomInt(1e8, 4e9)];
	const flags = '--ar 3:2';
	return {
		prompt: `a red kite over pale dunes ${flags} --seed ${seeds[0]}`,
		seed: String(seeds[0]),
		/** Midjourney refuses this aspect ratio. */
		badFlag: `a red kite over pale dunes --ar kite --seed ${seeds[1]}`,
		badFlagSeed: String(seeds[1]),
	};
}

const side = 512;
const kite = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
<rect width="100%" height="100%" fill="#bcd9ee"/><rect y="380" width="100%" height="132" fill="#e2c48d"/>
<polygon points="256,60 376,180 256,330 136,180" fill="#c22"/><path d="M256 330 Q300 400 240 470" stroke="#333" fill="none"/>
</svg>`;

/** The picture that is described, as a data URL. */
export async function samplePicture(): Promise<string> {
	const bytes = await sharp(Buffer.from(kite)).jpeg().toBuffer();
	return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

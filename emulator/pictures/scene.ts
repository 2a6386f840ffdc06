import { seededNumber } from '../random';
import { textPath, textWidth } from './pixelFont';
import type { Scene, Size } from './picture';

const escapeXml = (text: string) =>
	text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Hue of a tile in degrees. The hues of the four tiles of a grid are 90 degrees apart. */
function hueOf({ taskId, tile }: Scene): number {
	return (taskId * 47 + tile * 90) % 360;
}

/** An SVG of a landscape, labelled with task id, tile number, caption and prompt. */
export function sceneSvg(scene: Scene, { width, height }: Size): string {
	const hue = hueOf(scene);
	const random = (name: string) => seededNumber('scene', scene.taskId, scene.tile, name);
	const unit = Math.min(width, height) / 100;
	const sun = {
		x: width * (0.35 + 0.5 * random('sunX')),
		y: height * (0.26 + 0.2 * random('sunY')),
		radius: unit * (8 + 8 * random('sunSize')),
	};
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
		`<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">`,
		`<stop offset="0" stop-color="hsl(${hue},55%,38%)"/>`,
		`<stop offset="1" stop-color="hsl(${(hue + 40) % 360},75%,78%)"/></linearGradient></defs>`,
		`<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
		`<circle cx="${sun.x}" cy="${sun.y}" r="${sun.radius}" fill="hsl(${(hue + 50) % 360},90%,88%)"/>`,
		hill(width, height, 0.62, random('far'), `hsl(${(hue + 20) % 360},40%,48%)`),
		hill(width, height, 0.74, random('middle'), `hsl(${(hue + 8) % 360},45%,34%)`),
		hill(width, height, 0.86, random('near'), `hsl(${hue},50%,20%)`),
		label(scene, { width, height }, unit),
		'</svg>',
	].join('');
}

function hill(width: number, height: number, level: number, shift: number, colour: string): string {
	const y = (part: number) => height * (level + 0.1 * Math.sin((part + shift) * 2 * Math.PI));
	const path = `M0 ${y(0)}C${width * 0.3} ${y(0.2)} ${width * 0.4} ${y(0.5)} ${width * 0.55} ${y(0.6)}S${width * 0.85} ${y(0.9)} ${width} ${y(1.1)}V${height}H0z`;
	return `<path d="${path}" fill="${colour}"/>`;
}

function label(scene: Scene, { width, height }: Size, unit: number): string {
	const dot = Math.max(1, Math.floor(unit * 3));
	const small = Math.max(1, Math.floor(unit * 0.9));
	const margin = unit * 5;
	const id = `#${scene.taskId}`;
	const idWidth = textWidth(id) * small;
	const caption = scene.caption.slice(0, Math.floor((width - 2 * margin) / (6 * small)));
	const perLine = Math.floor((width - 2 * margin) / (unit * 2.4));
	const prompt =
		scene.prompt.length > perLine ? `${scene.prompt.slice(0, perLine)}…` : scene.prompt;
	return [
		'<g fill="white" fill-opacity="0.95">',
		scene.tile > 0 ? textPath(String(scene.tile), margin, margin, dot) : '',
		textPath(id, width - margin - idWidth, margin, small),
		textPath(caption, margin, height - margin - unit * 15, small),
		`<text x="${margin}" y="${height - margin}" font-family="sans-serif" font-size="${unit * 4.6}">`,
		`${escapeXml(prompt)}</text></g>`,
	].join('');
}

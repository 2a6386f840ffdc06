/**
 * Parameters of other programs that people write into prompts, and what Midjourney has instead. The names are those of
 * Stable Diffusion and its interfaces.
 */
const rows: ReadonlyArray<readonly [names: readonly string[], instead: string]> = [
	[['steps', 'step'], 'Its number of steps is fixed; --stop ends an image early'],
	[['cfg', 'cfg_scale', 'scale', 'guidance'], '--stylize sets how freely it works'],
	[['sampler', 'scheduler'], 'It has no choice of samplers'],
	[['negative', 'neg'], '--no names what the image must not show'],
	[['width', 'height', 'size', 'resolution'], '--ar sets the shape of the image'],
	[['strength', 'denoise'], '--iw sets how much a reference image counts'],
	[['model', 'checkpoint'], '--v and --niji name its models'],
];

/** By the name after the two hyphens, in lower case. */
export const foreignParameters: ReadonlyMap<string, string> = new Map(
	rows.flatMap(([names, instead]) => names.map((name) => [name, instead] as const)),
);

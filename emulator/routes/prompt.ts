import { sidesFor, type Size } from '../pictures/picture';

/** What the emulator reads out of a prompt. Everything else of Midjourney's syntax is ignored. */
export interface PromptReading {
	size: Size;
	/** Tiles of the grid. */
	tiles: { count: number; columns: number };
	/** Why Midjourney would not run it. */
	failReason?: string;
}

const valueOf = (prompt: string, flags: string): string | undefined =>
	new RegExp(`(?:^|\\s)--(?:${flags})\\s+(\\S+)`, 'i').exec(prompt)?.[1];

/** Newest model: what a prompt without a version runs on. */
const defaultVersion = 8;

/** Reads aspect ratio and draft mode; `side` is that of a tile at 1:1. */
export function readPrompt(prompt: string, side: number): PromptReading {
	const aspect = valueOf(prompt, 'ar|aspect');
	const ratio = /^([1-9]\d*):([1-9]\d*)$/.exec(aspect ?? '1:1');
	const version = Number(valueOf(prompt, 'v|version') ?? defaultVersion);
	// V8 drafts are a sheet of 24 small pictures; those of V7 and niji are grids like any other.
	const sheet = /\s--draft\b/i.test(prompt) && !/\s--niji\b/i.test(prompt) && version >= 8;
	return {
		size: sidesFor(ratio ? Number(ratio[1]) / Number(ratio[2]) : 1, sheet ? side / 2 : side),
		tiles: sheet ? { count: 24, columns: 6 } : { count: 4, columns: 2 },
		...(ratio ? {} : { failReason: `Invalid parameter: --ar ${aspect ?? ''}` }),
	};
}

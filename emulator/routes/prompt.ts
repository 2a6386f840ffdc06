import { sizeForRatio, type Size } from '../pictures/picture';

/** The parts of a prompt that the emulator uses. It ignores the rest of Midjourney's syntax. */
export interface ParsedPrompt {
	size: Size;
	/** Tiles of the grid. */
	tiles: { count: number; columns: number };
	/** Why Midjourney would reject it. */
	failReason?: string;
}

const flagValue = (prompt: string, flags: string): string | undefined =>
	new RegExp(`(?:^|\\s)--(?:${flags})\\s+(\\S+)`, 'i').exec(prompt)?.[1];

/** The newest model, used for a prompt without a version. */
const defaultVersion = 8;

/** Reads aspect ratio and draft mode. `side` is the side of a tile at 1:1. */
export function parsePrompt(prompt: string, side: number): ParsedPrompt {
	const aspect = flagValue(prompt, 'ar|aspect');
	const ratio = /^([1-9]\d*):([1-9]\d*)$/.exec(aspect ?? '1:1');
	const version = Number(flagValue(prompt, 'v|version') ?? defaultVersion);
	// A V8 draft is a sheet of 24 small pictures. Drafts of V7 and niji are normal grids.
	const sheet = /\s--draft\b/i.test(prompt) && !/\s--niji\b/i.test(prompt) && version >= 8;
	return {
		size: sizeForRatio(ratio ? Number(ratio[1]) / Number(ratio[2]) : 1, sheet ? side / 2 : side),
		tiles: sheet ? { count: 24, columns: 6 } : { count: 4, columns: 2 },
		...(ratio ? {} : { failReason: `Invalid parameter: --ar ${aspect ?? ''}` }),
	};
}

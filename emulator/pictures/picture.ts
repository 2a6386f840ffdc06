/** One drawn tile. Its colours and its label follow from the task and the tile's number. */
export interface Scene {
	taskId: number;
	/** From 1; 0 for a picture that is no tile of a grid. */
	tile: number;
	/** What was asked for, and how, as written on the tile. */
	caption: string;
	prompt: string;
	/** Keys of pictures that were sent along; drawn small at the top. */
	references: readonly string[];
	/** An older picture inside this one, as a rectangle in parts of the whole from 0 to 1. */
	inset?: { picture: Picture; left: number; top: number; width: number; height: number };
}

/** What a picture shows; it is drawn when it is asked for. Sizes in pixels. */
export type Picture =
	| { kind: 'grid'; width: number; height: number; columns: number; scenes: readonly Scene[] }
	| { kind: 'tile'; grid: Picture & { kind: 'grid' }; index: number }
	| { kind: 'enlarged'; of: Picture; factor: number }
	| { kind: 'upload'; key: string; width: number; height: number };

export interface Size {
	width: number;
	height: number;
}

/** Size of the whole picture. */
export function sizeOf(picture: Picture): Size {
	switch (picture.kind) {
		case 'grid': {
			const rows = picture.scenes.length / picture.columns;
			return { width: picture.width * picture.columns, height: picture.height * rows };
		}
		case 'tile':
			return { width: picture.grid.width, height: picture.grid.height };
		case 'enlarged': {
			const { width, height } = sizeOf(picture.of);
			return { width: width * picture.factor, height: height * picture.factor };
		}
		case 'upload':
			return { width: picture.width, height: picture.height };
	}
}

/** Size of one tile: of a grid's, or of a single picture itself. */
export function tileSizeOf(picture: Picture): Size {
	return picture.kind === 'grid'
		? { width: picture.width, height: picture.height }
		: sizeOf(picture);
}

/** Sides in the given ratio with the area of a square of `side`, in multiples of 8. */
export function sidesFor(ratio: number, side: number): Size {
	const limited = Math.min(14, Math.max(1 / 14, ratio));
	const multipleOf8 = (pixels: number) => Math.max(8, Math.round(pixels / 8) * 8);
	return {
		width: multipleOf8(side * Math.sqrt(limited)),
		height: multipleOf8(side / Math.sqrt(limited)),
	};
}

/** A grid of scenes that differ only in their number. */
export function grid(
	size: Size,
	scene: Omit<Scene, 'tile'>,
	tiles: { count: number; columns: number } = { count: 4, columns: 2 },
): Picture {
	const scenes = Array.from({ length: tiles.count }, (_, index) => ({ ...scene, tile: index + 1 }));
	return { kind: 'grid', ...size, columns: tiles.columns, scenes };
}

type NewScene = Omit<Scene, 'tile' | 'inset'>;

/** A grid with the same geometry and insets under another label. */
export function regrid(picture: Picture, label: Pick<Scene, 'taskId' | 'caption'>): Picture {
	if (picture.kind !== 'grid') return picture;
	return { ...picture, scenes: picture.scenes.map((scene) => ({ ...scene, ...label })) };
}

/** A grid of the same size in which the old picture fills the given part of each side, in the middle. */
export function framed(old: Picture, part: number, scene: NewScene): Picture {
	const margin = (1 - part) / 2;
	const inset = { picture: old, left: margin, top: margin, width: part, height: part };
	return grid(sizeOf(old), { ...scene, inset });
}

/** A grid of squares with the old picture in the middle, at its own size. */
export function squared(old: Picture, scene: NewScene): Picture {
	const { width, height } = sizeOf(old);
	const side = Math.max(width, height);
	return grid(
		{ width: side, height: side },
		{
			...scene,
			inset: {
				picture: old,
				left: (1 - width / side) / 2,
				top: (1 - height / side) / 2,
				width: width / side,
				height: height / side,
			},
		},
	);
}

/** A grid half as long again in one direction, with the old picture at the other end, at its own size. */
export function panned(old: Picture, direction: string, scene: NewScene): Picture {
	const { width, height } = sizeOf(old);
	const sideways = direction === 'Left' || direction === 'Right';
	const longer = (side: number) => Math.round((side * 1.5) / 2) * 2;
	const size = sideways ? { width: longer(width), height } : { width, height: longer(height) };
	const part = { width: width / size.width, height: height / size.height };
	const left = direction === 'Left' ? 1 - part.width : 0;
	const top = direction === 'Up' ? 1 - part.height : 0;
	return grid(size, { ...scene, inset: { picture: old, left, top, ...part } });
}

/** The content of one tile. Its colours and label depend on the task and the tile number. */
export interface Scene {
	taskId: number;
	/** Number of the tile, from 1. 0 if the picture is not a tile of a grid. */
	tile: number;
	/** Text on the tile: what the task does. */
	caption: string;
	prompt: string;
	/** Keys of the reference pictures. They are drawn small at the top. */
	references: readonly string[];
	/** An older picture inside this one. Its rectangle is given in fractions (0 to 1) of this picture. */
	inset?: { picture: Picture; left: number; top: number; width: number; height: number };
}

/** Description of a picture, from which it is drawn on request. Sizes are in pixels. */
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

/** Size of one tile of a grid, or of the picture itself if it is not a grid. */
export function tileSizeOf(picture: Picture): Size {
	return picture.kind === 'grid'
		? { width: picture.width, height: picture.height }
		: sizeOf(picture);
}

/** Size with the given aspect ratio and the area of a square of `side`. Both sides are multiples of 8. */
export function sizeForRatio(ratio: number, side: number): Size {
	const limited = Math.min(14, Math.max(1 / 14, ratio));
	const multipleOf8 = (pixels: number) => Math.max(8, Math.round(pixels / 8) * 8);
	return {
		width: multipleOf8(side * Math.sqrt(limited)),
		height: multipleOf8(side / Math.sqrt(limited)),
	};
}

/** A grid of scenes that differ only in the tile number. */
export function grid(
	size: Size,
	scene: Omit<Scene, 'tile'>,
	tiles: { count: number; columns: number } = { count: 4, columns: 2 },
): Picture {
	const scenes = Array.from({ length: tiles.count }, (_, index) => ({ ...scene, tile: index + 1 }));
	return { kind: 'grid', ...size, columns: tiles.columns, scenes };
}

type NewScene = Omit<Scene, 'tile' | 'inset'>;

/** The same grid with another label. */
export function relabelGrid(picture: Picture, label: Pick<Scene, 'taskId' | 'caption'>): Picture {
	if (picture.kind !== 'grid') return picture;
	return { ...picture, scenes: picture.scenes.map((scene) => ({ ...scene, ...label })) };
}

/** A grid whose tiles show the old picture, smaller, in the middle. `part` is the fraction of each side. */
export function zoomOut(old: Picture, part: number, scene: NewScene): Picture {
	const margin = (1 - part) / 2;
	const inset = { picture: old, left: margin, top: margin, width: part, height: part };
	return grid(sizeOf(old), { ...scene, inset });
}

/** A grid of square tiles with the old picture in the middle, at its own size. */
export function makeSquare(old: Picture, scene: NewScene): Picture {
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

/** A grid whose tiles are extended by half in one direction. The old picture is at the other end, at its own size. */
export function pan(old: Picture, direction: string, scene: NewScene): Picture {
	const { width, height } = sizeOf(old);
	const sideways = direction === 'Left' || direction === 'Right';
	const longer = (side: number) => Math.round((side * 1.5) / 2) * 2;
	const size = sideways ? { width: longer(width), height } : { width, height: longer(height) };
	const part = { width: width / size.width, height: height / size.height };
	const left = direction === 'Left' ? 1 - part.width : 0;
	const top = direction === 'Up' ? 1 - part.height : 0;
	return grid(size, { ...scene, inset: { picture: old, left, top, ...part } });
}

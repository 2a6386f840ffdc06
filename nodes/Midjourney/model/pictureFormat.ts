/** A picture format that Midjourney reads or the service delivers. */
export interface PictureFormat {
	mimeType: string;
	extension: string;
}

interface Signature extends PictureFormat {
	/** Byte values at their offsets. */
	at: ReadonlyArray<readonly [offset: number, text: string]>;
}

const signatures: readonly Signature[] = [
	{ mimeType: 'image/png', extension: 'png', at: [[0, '\x89PNG']] },
	{ mimeType: 'image/jpeg', extension: 'jpg', at: [[0, '\xff\xd8\xff']] },
	{
		mimeType: 'image/webp',
		extension: 'webp',
		at: [
			[0, 'RIFF'],
			[8, 'WEBP'],
		],
	},
	{ mimeType: 'image/gif', extension: 'gif', at: [[0, 'GIF8']] },
	{ mimeType: 'image/tiff', extension: 'tiff', at: [[0, 'II*\0']] },
	{ mimeType: 'image/tiff', extension: 'tiff', at: [[0, 'MM\0*']] },
	{ mimeType: 'image/avif', extension: 'avif', at: [[4, 'ftypavif']] },
];

/** Bytes that `formatOf` needs to see. */
export const signatureBytes = 16;

/** The format by the first bytes, since neither names nor declared types can be trusted. */
export function formatOf(start: Uint8Array): PictureFormat | undefined {
	const found = signatures.find(({ at }) =>
		at.every(([offset, text]) =>
			[...text].every((character, i) => start[offset + i] === character.charCodeAt(0)),
		),
	);
	return found && { mimeType: found.mimeType, extension: found.extension };
}

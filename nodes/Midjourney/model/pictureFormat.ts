/** A format of pictures or films that Midjourney reads or the service delivers. */
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
	...['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V '].map(
		(brand): Signature => ({ mimeType: 'video/mp4', extension: 'mp4', at: [[4, `ftyp${brand}`]] }),
	),
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

/** What is known of a file of which not every byte is kept. */
export interface FileEnds {
	/** The first bytes: at least `signatureBytes`, unless the file is shorter. */
	start: Uint8Array;
	/** The last bytes: at least `endBytes`, unless the file is shorter. More is allowed, up to the whole file. */
	end: Uint8Array;
	/** Bytes of the whole file. */
	size: number;
}

/** Last bytes that `isCompletePicture` needs to see. */
export const endBytes = 4096;

const bytesOf = (text: string) => Buffer.from(text, 'latin1');

/** The last chunk of a PNG, with its length and checksum. */
const pngEnd = bytesOf('\0\0\0\0IEND\xae\x42\x60\x82');
const jpegEnd = bytesOf('\xff\xd9');
const startOfScan = 0xda;

/** Where the compressed data of a whole JPEG begins. The preview in a camera's metadata, which has an end of its own, is before it. */
function jpegDataStart(file: Buffer): number {
	let at = 2;
	while (at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== startOfScan) {
		at += 2 + file.readUInt16BE(at + 2);
	}
	return Math.min(at, file.length);
}

/** A GIF ends with an empty block and its trailer; some writers fill up with zeros. */
function hasGifTrailer(end: Buffer): boolean {
	let last = end.length - 1;
	while (last > 0 && end[last] === 0) last -= 1;
	return end[last] === 0x3b && end[last - 1] === 0;
}

type EndCheck = (end: Buffer, file: { start: Buffer; size: number }) => boolean;

const endChecks: Readonly<Record<string, EndCheck>> = {
	'image/png': (end) => end.includes(pngEnd),
	'image/jpeg': (end, { size }) =>
		end.includes(jpegEnd, end.length === size ? jpegDataStart(end) : 0),
	'image/webp': (_, { start, size }) => start.length >= 8 && size >= start.readUInt32LE(4) + 8,
	'image/gif': hasGifTrailer,
};

const view = ({ buffer, byteOffset, length }: Uint8Array) =>
	Buffer.from(buffer, byteOffset, length);

/**
 * Whether the file goes on to the end of its picture. Bytes after that are accepted: phones add a video. True for
 * formats whose end is not known here, and for what is no picture.
 */
export function isCompletePicture({ start, end, size }: FileEnds): boolean {
	const check = endChecks[formatOf(start)?.mimeType ?? ''];
	return check === undefined || check(view(end), { start: view(start), size });
}

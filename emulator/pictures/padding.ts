import { crc32 } from 'node:zlib';

const zeros = Buffer.alloc(64 * 1024);
const endChunkBytes = 12;
const chunkFrameBytes = 12;

/** Type of the PNG chunk with the padding: ancillary, private, safe to copy. */
const chunkType = Buffer.from('npAd', 'latin1');

function* zeroBlocks(bytes: number): Generator<Buffer> {
	for (let left = bytes; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}

const sums = new Map<number, number>();

/** CRC of the padding chunk. It depends only on the length. */
function paddingSum(bytes: number): number {
	const known = sums.get(bytes);
	if (known !== undefined) return known;
	let sum = crc32(chunkType);
	for (const block of zeroBlocks(bytes)) sum = crc32(block, sum);
	if (sums.size > 100) sums.clear();
	sums.set(bytes, sum);
	return sum;
}

/** Size of a PNG in bytes after padding. */
export function paddedSize(png: Buffer, wanted: number): number {
	return wanted < png.length + chunkFrameBytes ? png.length : wanted;
}

/**
 * A PNG, padded to `wanted` bytes with a PNG chunk that image readers ignore. It is returned in parts, so that the
 * whole file is never in memory.
 */
export function* padPng(png: Buffer, wanted: number): Generator<Buffer> {
	if (paddedSize(png, wanted) === png.length) {
		yield png;
		return;
	}
	const fill = wanted - png.length - chunkFrameBytes;
	const head = Buffer.alloc(8);
	head.writeUInt32BE(fill, 0);
	chunkType.copy(head, 4);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(paddingSum(fill), 0);
	yield png.subarray(0, -endChunkBytes);
	yield head;
	yield* zeroBlocks(fill);
	yield sum;
	yield png.subarray(-endChunkBytes);
}

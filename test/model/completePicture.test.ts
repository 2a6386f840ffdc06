import sharp from 'sharp';

import {
	endBytes,
	isCompletePicture,
	signatureBytes,
} from '../../nodes/Midjourney/model/pictureFormat';
import { plainPicture } from '../support/pictures';

const formats = ['png', 'jpeg', 'webp', 'gif'] as const;
type Format = (typeof formats)[number];

/** As a reader of a stream sees the file, and as a reader that has it whole. */
const seenInParts = (file: Buffer) =>
	isCompletePicture({
		start: file.subarray(0, signatureBytes),
		end: file.subarray(-endBytes),
		size: file.length,
	});
const seenWhole = (file: Buffer) =>
	isCompletePicture({ start: file, end: file, size: file.length });

/** A picture of random points: larger than the bytes that are looked at. */
async function noise(format: Format): Promise<Buffer> {
	const side = 128;
	const data = Buffer.alloc(side * side * 3);
	let state = 1;
	for (let i = 0; i < data.length; i += 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		data[i] = state >>> 24;
	}
	return await sharp(data, { raw: { width: side, height: side, channels: 3 } })
		.toFormat(format)
		.toBuffer();
}

describe.each(formats)('a %s file', (format) => {
	test('is complete, whether small or large, and with bytes after its end', async () => {
		for (const file of [await plainPicture('red', format), await noise(format)]) {
			const padding = Buffer.alloc(100);
			for (const each of [file, Buffer.concat([file, padding])]) {
				expect([seenInParts(each), seenWhole(each)]).toEqual([true, true]);
			}
		}
	});

	test.each([0.3, 0.5, 0.9, 0.99])('is incomplete after %d of its bytes', async (share) => {
		const file = await noise(format);
		expect(file.length).toBeGreaterThan(2 * endBytes);
		const cut = file.subarray(0, Math.floor(file.length * share));
		expect([seenInParts(cut), seenWhole(cut)]).toEqual([false, false]);
	});

	test('is incomplete without its last bytes', async () => {
		const cut = (await noise(format)).subarray(0, -2);
		expect([seenInParts(cut), seenWhole(cut)]).toEqual([false, false]);
	});
});

test('the preview in the metadata of a photo is not taken for the end of the photo', async () => {
	const preview = await plainPicture('blue', 'jpeg');
	const photo = await noise('jpeg');
	const segment = Buffer.from([0xff, 0xe1, 0, 0]);
	segment.writeUInt16BE(preview.length + 2, 2);
	const withPreview = Buffer.concat([photo.subarray(0, 2), segment, preview, photo.subarray(2)]);
	expect(seenWhole(withPreview)).toBe(true);
	expect(seenWhole(withPreview.subarray(0, withPreview.length / 2))).toBe(false);
});

test('a photo with a video after it, as phones make them, is complete', async () => {
	const file = Buffer.concat([await noise('jpeg'), Buffer.alloc(3 * endBytes, 'video')]);
	expect(seenWhole(file)).toBe(true);
});

test.each([
	['nothing', ''],
	['text', 'no image'],
	['the first bytes of a JPEG segment', '\xff\xd8\xff\xe1\0'],
])('bytes of any kind do no harm: %s', (_, text) => {
	const file = Buffer.from(text, 'latin1');
	expect([seenInParts(file), seenWhole(file)]).toEqual([
		!text.startsWith('\xff'),
		!text.startsWith('\xff'),
	]);
});

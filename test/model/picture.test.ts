import fc from 'fast-check';
import { formatOf, signatureBytes } from '../../nodes/Midjourney/model/pictureFormat';
import { plainPicture } from '../support/pictures';

test.each([
	['png', 'image/png', 'png'],
	['jpeg', 'image/jpeg', 'jpg'],
	['webp', 'image/webp', 'webp'],
	['gif', 'image/gif', 'gif'],
	['tiff', 'image/tiff', 'tiff'],
	['avif', 'image/avif', 'avif'],
] as const)('a %s file is recognised by its first bytes', async (format, mimeType, extension) => {
	const file = await plainPicture('red', format);
	expect(formatOf(file.subarray(0, signatureBytes))).toEqual({ mimeType, extension });
});

test.each([
	['an empty file', ''],
	['an HTML page', '<!doctype html><html>'],
	['JSON', '{"statusCode":404}'],
	['a sound file', 'RIFF\x24\x08\x00\x00WAVEfmt '],
	['half a signature', '\x89P'],
])('%s is not an image', (_, text) => {
	expect(formatOf(Buffer.from(text, 'latin1'))).toBeUndefined();
});

test('no bytes cause an exception', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 32 }), (bytes) => {
			expect(formatOf(bytes)?.mimeType ?? 'image/none').toMatch(/^image\//);
		}),
	);
});

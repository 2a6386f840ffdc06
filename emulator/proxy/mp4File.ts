/** A box of the MP4 container: length, type, content. */
function box(type: string, ...content: Buffer[]): Buffer {
	const head = Buffer.alloc(8);
	const length = content.reduce((sum, each) => sum + each.length, head.length);
	head.writeUInt32BE(length, 0);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, ...content]);
}

const text = (value: string) => Buffer.from(value, 'latin1');

/** Header of a film of five seconds without tracks. */
function movieHeader(): Buffer {
	const fields = Buffer.alloc(100);
	fields.writeUInt32BE(1000, 12);
	fields.writeUInt32BE(5000, 16);
	fields.writeUInt32BE(0x00010000, 20);
	fields.writeUInt16BE(0x0100, 24);
	for (const [offset, value] of [
		[36, 0x00010000],
		[52, 0x00010000],
		[68, 0x40000000],
	] as const) {
		fields.writeUInt32BE(value, offset);
	}
	fields.writeUInt32BE(1, 96);
	return fields;
}

/** A small valid MP4 file. It has no pictures. */
export const mp4File = Buffer.concat([
	box('ftyp', text('isom'), Buffer.from([0, 0, 2, 0]), text('isomiso2mp41')),
	box('moov', box('mvhd', movieHeader())),
	box('mdat', text('emulated film')),
]);

/** A kind of file that is often given in place of a picture that Midjourney reads. */
interface ForeignFormat {
	/** After "holds", e.g. "a HEIC picture". */
	name: string;
	/** What to do. */
	advice: string;
	/** Matched against the first bytes, read as Latin-1. */
	starts: RegExp;
}

const convert = 'Convert it to JPEG, PNG, WebP or GIF first';
const withEditImage = `${convert}, for example with n8n's Edit Image node.`;

const foreignFormats: readonly ForeignFormat[] = [
	{
		name: 'a HEIC image',
		advice: `${convert}. An iPhone takes JPEG with Settings > Camera > Formats > Most Compatible.`,
		starts: /^[^]{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/,
	},
	{ name: 'an AVIF image', advice: `${convert}.`, starts: /^[^]{4}ftypavi[fs]/ },
	{ name: 'a TIFF image', advice: withEditImage, starts: /^(II\*\0|MM\0\*)/ },
	{ name: 'a BMP image', advice: withEditImage, starts: /^BM[^]{4}\0{4}/ },
	{
		name: 'a PDF file',
		advice: 'Export its page as PNG or JPEG first.',
		starts: /^\s*%PDF-/,
	},
	{
		name: 'a web page',
		advice: 'Give the URL of the image itself: in a browser, Copy Image Address.',
		starts: /^[^<]{0,8}<(!doctype html|html)\b/i,
	},
	{
		name: 'an SVG drawing',
		advice: 'Export it as PNG first.',
		starts: /^[^<]{0,8}<([?!][^]*)?(?<=<)svg[\s>]/i,
	},
];

const looked = 2048;

/** What a file that Midjourney does not read is, by its first bytes; undefined where that is not known. */
export function foreignFormatOf(start: Uint8Array): Omit<ForeignFormat, 'starts'> | undefined {
	const text = Buffer.from(start.subarray(0, looked)).toString('latin1');
	return foreignFormats.find(({ starts }) => starts.test(text));
}

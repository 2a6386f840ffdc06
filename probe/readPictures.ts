import { request } from 'undici';
import { endpoints } from '../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { at, textOf } from './jsonValue';
import type { SeenPicture } from './ohMyGptSeen';

const signatures: ReadonlyArray<[string, RegExp]> = [
	['png', /^89504e47/],
	['jpeg', /^ffd8ff/],
	['webp', /^52494646.{8}57454250/],
];

const fileTypeOf = (start: string): string =>
	signatures.find(([, pattern]) => pattern.test(start))?.[0] ?? 'unknown';

/** Requests one picture, without the key, and reads only its first bytes. */
export async function readPicture(url: string): Promise<Omit<SeenPicture, 'from'>> {
	try {
		const { statusCode, headers, body } = await request(url, { headersTimeout: 60_000 });
		let start = Buffer.alloc(0);
		for await (const chunk of body) {
			start = Buffer.concat([start, chunk as Buffer]);
			if (start.length >= 16) break;
		}
		body.destroy();
		const contentType = String(headers['content-type'] ?? '');
		return { status: statusCode, contentType, fileType: fileTypeOf(start.toString('hex')) };
	} catch {
		return { status: null, contentType: '', fileType: 'unknown' };
	}
}

/** Where a value of imageS3Url leads: it may be a whole address, or a path below the content host. */
function storedUrl(value: string, contentUrl: string): string {
	if (/^https?:/.test(value)) return value;
	return `${contentUrl}${endpoints.storedPicture}${value.replace(/^\/+/, '')}`;
}

/** The picture of a finished task, at each of its addresses. */
export async function readPictures(task: unknown, contentUrl: string): Promise<SeenPicture[]> {
	const direct = textOf(at(task, 'imageDcUrl'));
	const stored = textOf(at(task, 'imageS3Url'));
	const wanted = [
		{ from: 'imageDcUrl' as const, url: direct },
		{ from: 'imageS3Url' as const, url: stored && storedUrl(stored, contentUrl) },
	];
	const pictures: SeenPicture[] = [];
	for (const { from, url } of wanted) {
		if (/^https?:/.test(url)) pictures.push({ from, ...(await readPicture(url)) });
	}
	return pictures;
}

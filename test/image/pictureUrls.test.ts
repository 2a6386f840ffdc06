import { tileUrls } from '../../nodes/Midjourney/image/tiles';
import { pictureUrls, fileNameOf, isExpiredUrl } from '../../nodes/Midjourney/image/pictureUrls';
import { sourceNames } from '../../nodes/Midjourney/model/pictureSource';
import { proxyUrl } from '../../nodes/Midjourney/service/imageProxy';
import type { IDataObject } from 'n8n-workflow';
import type { PictureAddress } from '../../nodes/Midjourney/model/task';

const service = {
	proxyUrl: (url: string, parameters?: IDataObject) =>
		proxyUrl('https://proxy.example', url, parameters),
};
const stored = 'https://pi.ohmygpt.com/api/v1/content/mj-generated/2026-03/a.png';
const named = 'https://mj.example.com/a.png';
const attached = 'https://cdn.discordapp.com/attachments/1/2/a.png?ex=66&is=65&hm=ab';
const pictures: PictureAddress[] = [
	{ source: 'objectStorage', url: stored },
	{ source: 'discord', url: attached },
];
const ofServer: PictureAddress[] = [{ source: 'server', url: named }];
const compression = { width: 512, quality: 70, format: 'jpg' } as const;
const urls = (choice: Parameters<typeof pictureUrls>[2], given = pictures) =>
	pictureUrls(service, given, choice, compression).map(({ url }) => url);

const throughProxy = (url: string) => `https://proxy.example/?url=${encodeURIComponent(url)}`;

test('every source has its own way to the image', () => {
	expect(
		Object.fromEntries(sourceNames.map((name) => [name, urls(name, [...pictures, ...ofServer])])),
	).toEqual({
		discord: [attached],
		discordProxy: [throughProxy(attached)],
		discordCompressed: [`${throughProxy(attached)}&w=512&q=70&output=jpg`],
		objectStorage: [stored],
		objectStorageProxy: [throughProxy(stored)],
		objectStorageCompressed: [`${throughProxy(stored)}&w=512&q=70&output=jpg`],
		server: [named],
		serverProxy: [throughProxy(named)],
		serverCompressed: [`${throughProxy(named)}&w=512&q=70&output=jpg`],
	});
});

test('Automatic tries the storage first, the proxy last, and nothing compressed', () => {
	expect(urls('automatic')).toEqual([
		stored,
		attached,
		throughProxy(stored),
		throughProxy(attached),
	]);
	expect(urls('automatic', pictures.slice(1))).toEqual([attached, throughProxy(attached)]);
	expect(urls('automatic', [])).toEqual([]);
	expect(pictureUrls({}, pictures, 'automatic', compression)).toEqual([
		{ source: 'objectStorage', url: stored },
		{ source: 'discord', url: attached },
	]);
});

test('a width that is not set is left to the proxy', () => {
	const [only] = pictureUrls(service, pictures, 'discordCompressed', {
		quality: 80,
		format: 'webp',
	});
	expect(only?.url).toMatch(/&q=80&output=webp$/);
	expect(only?.url).not.toContain('&w=');
});

test('the four tiles lie as U1 to U4 do', () => {
	const size = { width: 200, height: 100 };
	const corners = tileUrls(service.proxyUrl, stored, size, { output: 'png' }).map(({ url }) => {
		const { searchParams } = new URL(url);
		return ['cx', 'cy', 'cw', 'ch'].map((name) => Number(searchParams.get(name)));
	});
	expect(corners).toEqual([
		[0, 0, 100, 50],
		[100, 0, 100, 50],
		[0, 50, 100, 50],
		[100, 50, 100, 50],
	]);
});

test.each([
	['before its time', attached, 0x66 * 1000 - 1, false],
	['at its time', attached, 0x66 * 1000, true],
	['that has none', stored, Infinity, false],
	['whose time is no number', `${stored}?ex=soon`, Infinity, false],
	['that is no address', 'kite', Infinity, false],
])('a link %s', (_, url, now, expired) => {
	expect(isExpiredUrl(url, now)).toBe(expired);
});

test.each([
	['IMAGINE', '7-grid'],
	['REROLL', '7-grid'],
	['ZOOM', '7-grid'],
	['UPSCALE', '7'],
	['SOMETHING_NEW', '7'],
])('the file of %s is called %s', (action, name) => {
	expect(fileNameOf({ id: '7', action })).toBe(name);
});

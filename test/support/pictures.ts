import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

type Format = 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff' | 'avif';

/** A picture file of one colour. */
export const plainPicture = async (background: string, format: Format = 'png', side = 32) =>
	await sharp({ create: { width: side, height: side, channels: 3, background } })
		.toFormat(format)
		.toBuffer();

/** A picture file as three bytes for each pixel. */
export async function pixelsOf(file: Buffer) {
	const { data, info } = await sharp(file)
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

/** A web server with files, each under its name, for the tests of a test file. */
export function useWebServer(files: Record<string, () => Buffer | Promise<Buffer>>) {
	const requested: string[] = [];
	const server = createServer((request, response) => {
		const name = (request.url ?? '').slice(1);
		requested.push(name);
		const file = files[name];
		if (!file) return void response.writeHead(404).end();
		void Promise.resolve(file()).then((bytes) => response.end(bytes));
	});
	beforeAll(async () => {
		server.listen(0, '127.0.0.1');
		await new Promise((listening) => server.once('listening', listening));
	});
	beforeEach(() => void requested.splice(0));
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	return {
		/** Names of the requested files. */
		requested,
		urlOf: (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
	};
}

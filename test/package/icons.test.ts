import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../../package.json';
import { packageCredentials, packageNodes } from '../support/packageTypes';

const root = join(__dirname, '../..');

/** Every registered file with the icon that its class names. */
async function icons(): Promise<Array<{ file: string; icon: unknown }>> {
	const nodes = (await packageNodes()).map(({ description }) => description.icon);
	const credentials = (await packageCredentials()).map(({ icon }) => icon);
	const all: unknown[] = [...nodes, ...credentials];
	return [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file, index) => ({
		file,
		icon: all[index],
	}));
}

test('every node and credential has two different images, for light and dark, in the build too', async () => {
	for (const { file, icon } of await icons()) {
		expect(icon).toEqual({
			light: expect.stringMatching(/^file:.+\.svg$/),
			dark: expect.stringMatching(/^file:.+\.svg$/),
		});
		const { light, dark } = icon as { light: string; dark: string };
		const [lightPicture, darkPicture] = [light, dark].map((name) => {
			const built = join(dirname(file), name.replace('file:', ''));
			expect(existsSync(join(root, built))).toBe(true);
			const source = readFileSync(join(root, built.replace(/^dist\//, '')), 'utf8');
			expect(source).toMatch(/<svg[^>]*viewBox=/);
			expect(readFileSync(join(root, built), 'utf8')).toBe(source);
			return source;
		});
		expect(lightPicture).not.toBe(darkPicture);
	}
});

test('every node has a codex file under its own name and version', async () => {
	const nodes = await packageNodes();
	for (const [index, file] of manifest.n8n.nodes.entries()) {
		const description = nodes[index]!.description;
		const path = join(root, file.replace(/\.js$/, '.json'));
		expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
			node: `${manifest.name}.${description.name}`,
			nodeVersion: `${[description.version].flat().at(-1)}.0`,
			codexVersion: '1.0',
			categories: ['Marketing & Content'],
			resources: {
				primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }],
				credentialDocumentation: [{ url: expect.stringMatching(/^https:/) }],
			},
		});
	}
});

import type { INodeExecutionData } from 'n8n-workflow';
import type { RouteName } from '../../emulator/routes/names';
import type { NodeRun } from '../support/n8n';
import { pixelsOf } from '../support/pictures';
import { faultsOn, harmlessRow, sizes, useMatrix, type Row } from './matrix';
import { kinds } from './orders';

const { emulator, endsOf } = useMatrix();

const withPicture = ['imagine', 'blend', 'runAction'] as const;
const grids = ['imagine', 'blend'] as const;

/** After a failed download the node uses the next source. */
const rows = [
	harmlessRow('status-429'),
	harmlessRow('status-500'),
	harmlessRow('html-502'),
	harmlessRow('html-200'),
	harmlessRow('reset-before'),
	harmlessRow('reset-after'),
	harmlessRow('slow'),
	harmlessRow('not-found'),
	harmlessRow('redirect'),
	harmlessRow('redirect', { location: 'http://elsewhere.example/picture.png' }),
	harmlessRow('image-cut'),
];

test.each(['storedPicture', 'discordAttachment', 'imageProxy'] as const)(
	'every fault that can be armed on %s has its row',
	(route) => expect(new Set(rows.map(({ fault }) => fault))).toEqual(new Set(faultsOn(route))),
);

const cellsOf = <Kind extends string>(routes: readonly Kind[]) =>
	rows.flatMap((row) =>
		routes.map((route): [string, Kind, string, Row] => [
			row.fault,
			route,
			JSON.stringify(row.details),
			row,
		]),
	);

const load = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

/** Every item has the pixels of its own task or tile, and no two items have the same. */
async function expectPictures({ items, binary }: NodeRun) {
	await emulator.mend();
	const urlOf = ({ json }: INodeExecutionData) =>
		json.tile === undefined
			? (json.imageUrl as string)
			: `${emulator.url}/_emulator/tasks/${json.taskId as string}/tiles/${json.tile as number}`;
	for (const item of items) {
		const actual = await pixelsOf(await binary(item));
		expect(actual).toEqual(await pixelsOf(await load(urlOf(item))));
	}
	const all = await Promise.all(items.map(async (item) => (await binary(item)).toString('base64')));
	expect(new Set(all).size).toBe(all.length);
}

const withDownload = { downloadImage: true };

describe.each(sizes.slice(0, 2))('%s', (...size) => {
	const [, count] = size;
	/** The proxy is the last source, and is tried twice. More faults could all hit one item. */
	const timesOn = (route: RouteName) => (count === 1 || route === 'imageProxy' ? 1 : 3);
	const breakSources = async (...routes: RouteName[]) => {
		for (const route of routes) await emulator.fault(route, 'not-found', { times: 999 });
	};

	describe.each([
		['the object storage', 'storedPicture', []],
		['Discord, while the storage is broken', 'discordAttachment', ['storedPicture']],
		['the proxy, while both are broken', 'imageProxy', ['storedPicture', 'discordAttachment']],
	] as const)('an image from %s', (_source, route, brokenRoutes) => {
		test.each(cellsOf(withPicture))('%s, %s %s', async (_fault, kind, _details, row) => {
			const { ends, result } = await endsOf(
				kinds[kind],
				size,
				async () => {
					await breakSources(...brokenRoutes);
					await emulator.fault(route, row.fault, { ...row.details, times: timesOn(route) });
				},
				withDownload,
			);
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect((await emulator.stats()).faultsApplied[row.fault]).toBeGreaterThanOrEqual(1);
			await expectPictures(result);
		});
	});

	test.each(cellsOf(grids))(
		'the four tiles of a grid: %s, %s %s',
		async (_fault, kind, _details, row) => {
			const { ends, result } = await endsOf(
				kinds[kind],
				size,
				async () =>
					await emulator.fault('imageProxy', row.fault, {
						...row.details,
						times: timesOn('imageProxy'),
					}),
				{ ...withDownload, splitGrid: true },
			);
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect(result.items).toHaveLength(4 * count);
			await expectPictures(result);
		},
	);

	test.each(withPicture)(
		'no source has the image of %s: the error names the task',
		async (kind) => {
			const { ends, result } = await endsOf(
				kinds[kind],
				size,
				async () => await breakSources('storedPicture', 'discordAttachment', 'imageProxy'),
				withDownload,
			);
			expect(new Set(ends)).toEqual(new Set(['undelivered']));
			for (const { json } of result.items) expect(json.description).toContain('is paid for');
		},
	);

	test.each(withPicture)(
		'the image of %s is available a little later than its success',
		async (kind) => {
			const { ends, result } = await endsOf(
				kinds[kind],
				size,
				async () => {
					const late = { times: Math.ceil(count / 2) };
					await emulator.fault('get', 'success-without-image', late);
					await emulator.fault('getMany', 'success-without-image', late);
				},
				withDownload,
			);
			expect(new Set(ends)).toEqual(new Set(['right']));
			await expectPictures(result);
		},
	);
});

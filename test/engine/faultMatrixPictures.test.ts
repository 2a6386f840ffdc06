import type { INodeExecutionData } from 'n8n-workflow';
import type { RouteName } from '../../emulator/routes/names';
import type { NodeRun } from '../support/n8n';
import { pixelsOf } from '../support/pictures';
import { faultsOn, right, sizes, useMatrix, type Row } from './matrix';
import { kinds } from './orders';

const { emulator, endsOf } = useMatrix();

const withPicture = ['imagine', 'blend', 'runAction'] as const;
const grids = ['imagine', 'blend'] as const;

/** A bad answer to a download sends the node to the next source. */
const rows = [
	right('status-429'),
	right('status-500'),
	right('html-502'),
	right('html-200'),
	right('reset-before'),
	right('reset-after'),
	right('slow'),
	right('not-found'),
	right('redirect'),
	right('redirect', { location: 'http://elsewhere.example/picture.png' }),
	right('image-cut'),
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

const load = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer());

/** Every item has the pixels of its own task, or of its own tile, and no two are the same. */
async function expectPictures({ items, binary }: NodeRun) {
	await emulator.mend();
	const addressOf = ({ json }: INodeExecutionData) =>
		json.tile === undefined
			? (json.imageUrl as string)
			: `${emulator.url}/_emulator/tasks/${json.taskId as string}/tiles/${json.tile as number}`;
	for (const item of items) {
		const given = await pixelsOf(await binary(item));
		expect(given).toEqual(await pixelsOf(await load(addressOf(item))));
	}
	const all = await Promise.all(items.map(async (item) => (await binary(item)).toString('base64')));
	expect(new Set(all).size).toBe(all.length);
}

const downloaded = { downloadPicture: true };

describe.each(sizes.slice(0, 2))('%s', (...size) => {
	const [, count] = size;
	/** The proxy is the last that is tried, and twice: more faults could meet in one item. */
	const timesOn = (route: RouteName) => (count === 1 || route === 'imageProxy' ? 1 : 3);
	const broken = async (...routes: RouteName[]) => {
		for (const route of routes) await emulator.fault(route, 'not-found', { times: 999 });
	};

	describe.each([
		['the object storage', 'storedPicture', []],
		['Discord, where the storage is broken', 'discordAttachment', ['storedPicture']],
		['the proxy, where both are', 'imageProxy', ['storedPicture', 'discordAttachment']],
	] as const)('a picture from %s', (_source, route, without) => {
		test.each(cellsOf(withPicture))('%s, %s %s', async (_fault, kind, _details, row) => {
			const { ends, result } = await endsOf(
				kinds[kind],
				size,
				async () => {
					await broken(...without);
					await emulator.fault(route, row.fault, { ...row.details, times: timesOn(route) });
				},
				downloaded,
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
				{ ...downloaded, splitGrid: true },
			);
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect(result.items).toHaveLength(4 * count);
			await expectPictures(result);
		},
	);

	test.each(withPicture)(
		'no source gives the picture of %s: the error names the task',
		async (kind) => {
			const { ends, result } = await endsOf(
				kinds[kind],
				size,
				async () => await broken('storedPicture', 'discordAttachment', 'imageProxy'),
				downloaded,
			);
			expect(new Set(ends)).toEqual(new Set(['unseen']));
			for (const { json } of result.items) expect(json.description).toContain('is paid for');
		},
	);

	test.each(withPicture)('%s names its picture a little later than its success', async (kind) => {
		const { ends, result } = await endsOf(
			kinds[kind],
			size,
			async () => {
				const late = { times: Math.ceil(count / 2) };
				await emulator.fault('get', 'success-without-image', late);
				await emulator.fault('getMany', 'success-without-image', late);
			},
			downloaded,
		);
		expect(new Set(ends)).toEqual(new Set(['right']));
		await expectPictures(result);
	});
});

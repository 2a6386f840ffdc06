import type { Fault, FaultKind } from '../../emulator/faults';
import { prompts } from '../support/midjourney';
import { useMatrix } from './matrix';
import { named, wires } from '../support/wires';

const { emulator, at } = useMatrix();

const faults: Array<[FaultKind, Partial<Fault>?]> = [
	['reset-before', { skip: 6 }],
	['status-500', { skip: 9 }],
	['html-502', { skip: 24 }],
	['reset-before', { skip: 2 }],
];

/** A gateway has no list that could prove anything: there such items stay in doubt. */
describe.each(named(wires.filter(({ hasList }) => hasList)))('%s', (_name, wire) => {
	const { run, begin, credentialsFor } = at(wire);

	test.each([8, 50])(
		'%d items, and some requests get lost without effect: each is sent again when that is proven',
		async (count) => {
			await begin('vip');
			await wire.addOlderTask?.(emulator);
			const { tasksCreated } = await emulator.stats();
			for (const [fault, details] of faults) await emulator.fault('imagine', fault, details);
			const items = prompts(...Array.from({ length: count }, (_, i) => `boat ${i}`));
			const result = await run(
				'image.imagine',
				{ prompt: '={{ $json.prompt }}', downloadImage: false },
				{ items, credentials: credentialsFor('vip') },
			);
			expect(result.error?.message).toBeUndefined();
			expect(result.items).toHaveLength(count);
			expect((await emulator.stats()).tasksCreated).toBe(tasksCreated + count);
		},
	);
});

import { toStoredErrorJson } from '../../nodes/Midjourney/output/itemError';

/**
 * The fields that an item may have for n8n to move it to the error output, as the engine of each version has them
 * (handleNodeErrorOutput in n8n-core).
 */
const movedBy = [
	{
		n8n: '1.123.81',
		moves: (fields: string[]) => ['error', 'error,message'].includes(fields.join()),
	},
	{
		n8n: '2.8.4',
		moves: (fields: string[]) => ['error', 'error,message'].includes(fields.join()),
	},
	{
		n8n: '2.35.7 and 2.41.1',
		moves: (fields: string[]) =>
			fields.every((field) => ['error', 'message', 'details'].includes(field)),
	},
];

const failed = [
	{ label: 'with its task', json: { error: 'Failed', taskId: '4711', status: 'FAILURE' } },
	{ label: 'without a task', json: { error: 'Failed', description: 'Change the prompt.' } },
	{ label: 'with nothing but its error', json: { error: 'Failed' } },
];

describe.each(movedBy)('n8n $n8n moves to the error output', ({ moves }) => {
	it.each(failed)('a stored failure $label', ({ json }) => {
		const stored = toStoredErrorJson({ onError: 'continueErrorOutput' }, json);
		expect(stored.error).toBe(json.error);
		expect(moves(Object.keys(stored).sort())).toBe(true);
	});
});

it('A stored failure keeps its task', () => {
	const json = { error: 'Failed', taskId: '4711' };
	const stored = toStoredErrorJson({ onError: 'continueErrorOutput' }, json);
	expect(stored).toEqual({ error: 'Failed', message: { taskId: '4711' } });
	expect(toStoredErrorJson({}, json)).toEqual(json);
});

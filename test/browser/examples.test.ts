import { importExamples } from '../../sandbox/demo';
import { emulatorService } from '../../sandbox/emulatorService';
import { readExamples } from '../../sandbox/examples';
import type { StoredWorkflow } from '../../sandbox/executions';
import type { Service } from '../../sandbox/service';
import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { canvasOf, overlaps } from './canvas';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const n8n = useN8n();
const { page, pictured, showWorkflow } = useBrowser(n8n);

let service: Service;
let stored: StoredWorkflow[];

beforeAll(async () => {
	service = await emulatorService(1, 'ohMyGpt');
	stored = await importExamples(n8n(), service);
}, 2 * patienceMs);
afterAll(async () => await service.stop());

const examples = readExamples();

test.each(examples)(
	'$file opens without a warning, and its notes cover no node and are seen whole',
	pictured(async ({ file, workflow }) => {
		const example = stored.find((each) => each.workflow.name === workflow.name);
		if (!example) throw new Error(`${file} is not stored`);
		await showWorkflow(example.id);
		const { all, notes, marked } = await canvasOf(page(), workflow.nodes.length);
		expect(marked).toEqual([]);
		expect(overlaps(all)).toEqual([]);
		expect(notes.filter(({ isCut }) => isCut)).toEqual([]);
	}),
);

test(
	'an example without its credential shows a warning at the node that lacks it',
	pictured(async () => {
		const [example] = examples;
		if (!example) throw new Error('There is no example');
		await showWorkflow(await n8n().rest.createWorkflow(example.workflow));
		const { marked } = await canvasOf(page(), example.workflow.nodes.length);
		expect(marked).toEqual(['Midjourney']);
	}),
);

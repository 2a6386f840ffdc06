import { errorRows } from './ohMyGptErrorRows';
import { listRows } from './ohMyGptListRows';
import { resultRows } from './ohMyGptResultRows';
import type { OhMyGptSeen } from './ohMyGptSeen';
import { taskRows } from './ohMyGptTaskRows';
import { never, type Row } from './rows';

/** What costs too much, or cannot be seen from here. */
const openRows: ReadonlyArray<Row<OhMyGptSeen>> = [
	never('C3', 'A blend takes two to five images', 'every blend is paid'),
	never('C4, C5, C10, C11', 'Keys: paths, rates, fields, masking', 'the probe does not touch keys'),
	never(
		'C12',
		'Names and types of fields differ between endpoints',
		'files and OAuth are not touched',
	),
	never('C14', 'Alternative hosts answer alike', 'set OHMYGPT_BASE_URL to probe another host'),
	never('U4', 'Vary (Region), Custom Zoom and remix can be run', 'every attempt is paid'),
	never('U6', 'Default form of a blend, limits of size', 'every attempt is paid'),
	never('U7-calls', 'Number, timing and body of webhook calls', 'needs a receiver; look at yours'),
	never('U11', 'A creation may be sent again', 'would be paid twice'),
	never('queue', 'Error of a full queue', 'would need more paid tasks than the account may have'),
];

/** C and U: contradictions and unknowns of OhMyGPT's documentation. */
export const ohMyGptRows: ReadonlyArray<Row<OhMyGptSeen>> = [
	...errorRows,
	...listRows,
	...taskRows,
	...resultRows,
	...openRows,
];

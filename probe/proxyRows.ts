import { proxyErrorRows } from './proxyErrorRows';
import { proxyResultRows } from './proxyResultRows';
import type { ProxySeen } from './proxySeen';
import { proxyTaskRows } from './proxyTaskRows';
import { never, type Row } from './rows';

/** P and Q: contradictions and unknowns of midjourney-proxy and its relatives. */
export const proxyRows: ReadonlyArray<Row<ProxySeen>> = [
	...proxyErrorRows,
	...proxyTaskRows,
	...proxyResultRows,
	never('P10, P11', 'Every button that is shown can be pressed', 'every attempt makes a task'),
	never(
		'P12, P13',
		'Code 21 means that a second call is needed',
		'needs a dialog, which makes more tasks',
	),
	never('P14', 'Code 5 may leave a task behind', 'needs a time-out behind the gateway'),
	never('P15, P18', 'Answer of a full queue', 'would need more tasks than the server takes'),
	never('P16', 'A banned word is refused at once', 'may harm the account'),
	never('P17, P21', 'Limits of a user, second record of a dialog', 'need many tasks'),
	never('P19', 'The prompt shows addresses of images that were sent', 'needs another imagine'),
];

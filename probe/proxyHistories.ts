import type { ProxySeen } from './proxySeen';
import type { TaskHistory } from './taskWatch';

export const historiesOf = ({ imagine, upscale, describe, badFlag }: ProxySeen): TaskHistory[] =>
	[imagine, upscale, describe, badFlag].filter((each) => each !== undefined);

/** The task in every read of every task. */
export const proxyStatesOf = (seen: ProxySeen): unknown[] =>
	historiesOf(seen).flatMap(({ states }) => states);

import { failure } from './result';

/** The result of what a service, or one server, does not have; nothing was sent, or nobody was there to act on it. */
export const unsupported = (message: string) =>
	failure({ kind: 'unsupported', message, isReadable: true });

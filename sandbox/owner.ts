import { randomBytes } from 'node:crypto';

import type { Owner } from './rest';

/** The owner of a new n8n. The password is new at each start, because other users of the machine can reach n8n too. */
export function newOwner(): Owner {
	return {
		email: 'owner@example.com',
		firstName: 'Mid',
		lastName: 'Journey',
		password: `${randomBytes(9).toString('base64url')}-A1`,
	};
}

import type { FastifyInstance, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { World } from '../world';
import { accountControl } from './account';
import { faultControl } from './faults';
import { logControl } from './log';
import { settingsControl } from './settings';
import { taskControl } from './tasks';

/** The control API for tests. It uses JSON. Its requests are not in the log. */
export async function control(scope: FastifyInstance, world: World): Promise<void> {
	scope.removeContentTypeParser('application/json');
	scope.addContentTypeParser(
		['application/json', 'text/plain'],
		{ parseAs: 'string' },
		async (_request: FastifyRequest, text: string): Promise<unknown> =>
			text.trim() === '' ? {} : JSON.parse(text),
	);
	scope.addHook('preValidation', async (request) => {
		request.body ??= {};
	});
	scope.setSchemaErrorFormatter(
		(errors, part) => new Error(errors.map((error) => describeError(error, part)).join('; ')),
	);
	scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		const status = error instanceof SyntaxError ? 400 : (error.statusCode ?? 400);
		return reply.code(status).send({ ok: false, error: error.message });
	});
	scope.setNotFoundHandler((request, reply) =>
		reply
			.code(404)
			.send({ ok: false, error: `The control API has no ${request.method} ${request.url}` }),
	);
	accountControl(scope, world);
	faultControl(scope, world);
	logControl(scope, world);
	settingsControl(scope, world);
	taskControl(scope, world);
}

/** Text of a validation error, with the allowed values. */
function describeError(
	{ instancePath, message, params }: FastifySchemaValidationError,
	part: string,
): string {
	const { additionalProperty, allowedValues } = params;
	const detail = additionalProperty ?? allowedValues;
	return `${part}${instancePath} ${message}${detail === undefined ? '' : `: ${JSON.stringify(detail)}`}`;
}

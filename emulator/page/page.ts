import type { FastifyInstance } from 'fastify';
import type { World } from '../world';
import { html, Html } from './html';
import { accountPart, callbacksPart, requestsPart, tasksPart } from './parts';
import { refresh, style } from './style';

/** The web page at `/`, which shows the state of the emulator. */
export async function page(scope: FastifyInstance, world: World): Promise<void> {
	scope.get('/', (_request, reply) =>
		reply.type('text/html; charset=utf-8').send(document(world).text),
	);
	scope.get('/favicon.ico', (_request, reply) => reply.code(204).send());
}

function document(world: World): Html {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>OhMyGPT emulator</title>
				<style>
					${new Html(style)}
				</style>
			</head>
			<body>
				<main>
					<h1>OhMyGPT emulator</h1>
					<div class="soft">
						A local stand-in for the Midjourney API, at <code>${world.address}</code>. The images
						are not made by an AI.
					</div>
					${accountPart(world)}
					<h2>Tasks</h2>
					${tasksPart(world)}
					<h2>Last requests</h2>
					${requestsPart(world)}
					<h2>Last webhooks</h2>
					${callbacksPart(world)}
				</main>
				<script>
					${new Html(refresh)};
				</script>
			</body>
		</html>`;
}

import { jsonAnswer } from '../answer';
import { requiredText, type Body } from '../body';
import { refusals } from '../refusals';
import type { Route } from './route';

/**
 * The usual chat endpoint, so that the credential can be tried on something that is not Midjourney.
 * Unlike the service's own endpoints it wants the key with `Bearer` in front.
 */
export const chat: Route = {
	name: 'chat',
	method: 'POST',
	paths: ['/v1/chat/completions'],
	handle({ world, authorization, body, entry }) {
		if (!authorization?.startsWith('Bearer ')) throw refusals.unknownKey();
		const key = world.accounts.authenticate(authorization);
		entry.key = key.remark;
		const model = requiredText(body, 'model');
		if (!key.permissions.includes(model)) throw refusals.noPermission(model);
		const asked = lastQuestion(body);
		const content = `This is the emulator. You said: ${asked}`;
		const [promptTokens, completionTokens] = [words(asked), words(content)];
		return jsonAnswer({
			id: `chatcmpl-${entry.n}`,
			object: 'chat.completion',
			created: Math.floor(world.clock.shownNow() / 1000),
			model,
			choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
			usage: {
				prompt_tokens: promptTokens,
				completion_tokens: completionTokens,
				total_tokens: promptTokens + completionTokens,
			},
		});
	},
	refuse: (_call, { statusCode, message }) =>
		jsonAnswer({ error: { message, type: 'invalid_request_error', code: statusCode } }, statusCode),
};

const words = (text: string) => text.split(/\s+/).length;

function lastQuestion({ fields }: Body): string {
	const messages: unknown = fields.messages;
	if (!Array.isArray(messages) || messages.length === 0) throw refusals.missing('messages');
	const last: unknown = messages[messages.length - 1];
	const content = (last as { content?: unknown } | null)?.content;
	return typeof content === 'string' ? content : JSON.stringify(content ?? '');
}

import { jsonResponse } from '../httpResponse';
import { requiredText, type Body } from '../body';
import { apiErrors } from '../apiErrors';
import type { Route } from './route';

/**
 * OpenAI's chat endpoint, to test the credential with something that is not Midjourney.
 * Unlike the service's own endpoints it requires `Bearer` before the key.
 */
export const chat: Route = {
	name: 'chat',
	method: 'POST',
	paths: ['/v1/chat/completions'],
	handle({ world, authorization, body, entry }) {
		const isBearer = authorization?.startsWith('Bearer ');
		if (!isBearer && world.variants.chatKey === 'bearer') throw apiErrors.unknownKey();
		const key = world.accounts.authenticate(authorization);
		entry.key = key.remark;
		const model = requiredText(body, 'model');
		if (!key.permissions.includes(model)) throw apiErrors.noPermission(model);
		const message = lastMessage(body);
		const content = `This is the emulator. You said: ${message}`;
		const [promptTokens, completionTokens] = [countWords(message), countWords(content)];
		return jsonResponse({
			id: `chatcmpl-${entry.n}`,
			object: 'chat.completion',
			created: Math.floor(world.clock.serviceNow() / 1000),
			model,
			choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
			usage: {
				prompt_tokens: promptTokens,
				completion_tokens: completionTokens,
				total_tokens: promptTokens + completionTokens,
			},
		});
	},
	onError: (_call, { statusCode, message }) =>
		jsonResponse(
			{ error: { message, type: 'invalid_request_error', code: statusCode } },
			statusCode,
		),
};

const countWords = (text: string) => text.split(/\s+/).length;

function lastMessage({ fields }: Body): string {
	const messages: unknown = fields.messages;
	if (!Array.isArray(messages) || messages.length === 0) throw apiErrors.missing('messages');
	const last: unknown = messages[messages.length - 1];
	const content = (last as { content?: unknown } | null)?.content;
	return typeof content === 'string' ? content : JSON.stringify(content ?? '');
}

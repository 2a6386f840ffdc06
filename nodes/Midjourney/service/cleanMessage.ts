const maxLength = 500;

/** Text from outside, fit for an error: no keys, no control characters, no mark-up, limited length. */
export function cleanMessage(text: string): string {
	const plain = text
		.slice(0, 4 * maxLength)
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\bsk-[\w-]{6,}/g, 'sk-***')
		.replace(/([?&](?:secret|nonce|signature)=)[^&\s"'<>]+/gi, '$1***')
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.replace(/ {2,}/g, ' ')
		.trim();
	return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain;
}

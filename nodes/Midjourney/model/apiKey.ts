/** A key that can be told from others and not be used: its last three characters. */
export const maskKey = (key: string) => (key.length > 6 ? `sk-***${key.slice(-3)}` : 'sk-***');

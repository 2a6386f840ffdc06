/** Text that is already HTML and is not escaped. */
export class Html {
	constructor(readonly text: string) {}
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

type Part = Html | string | number | null | undefined | false | readonly Part[];

function toText(part: Part): string {
	if (part === null || part === undefined || part === false) return '';
	if (part instanceof Html) return part.text;
	if (typeof part === 'object') return part.map(toText).join('');
	return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** HTML template. Values are escaped, unless they are of type Html. */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Html {
	return new Html(String.raw({ raw: pieces }, ...parts.map(toText)));
}

import type { Variants } from '../variants';

/** How the service writes the id of a task. `read` may accept more than `write` writes. */
interface IdForm {
	write(id: number): string;
	read(text: string): number;
	/** Whether the text can be sent as a JSON number. */
	isNumber: boolean;
}

/** Neighbouring numbers of this size are equal as a double. */
const beyondDoubles = 9_100_000_000_000_000_000n;

const idForms = {
	plain: { write: String, read: Number, isNumber: true },
	zeros: { write: (id) => String(id).padStart(12, '0'), read: Number, isNumber: false },
	letters: {
		write: (id) => `mj-${id.toString(36)}x`,
		read: (text) => parseInt(text.slice(3, -1), 36),
		isNumber: false,
	},
	'beyond-2-53': {
		write: (id) => String(beyondDoubles + BigInt(id)),
		read: (text) => (/^\d{1,20}$/.test(text) ? Number(BigInt(text) - beyondDoubles) : NaN),
		isNumber: true,
	},
} as const satisfies Record<string, IdForm>;

export const idFormNames = Object.keys(idForms) as Array<keyof typeof idForms>;

declare global {
	interface JSON {
		/** A value that `stringify` writes with exactly these digits. In Node since 21. */
		rawJSON(text: string): unknown;
	}
}

/** The id as a text of the service. */
export const wireIdText = ({ idForm }: Variants, id: number): string => idForms[idForm].write(id);

/** The id as a JSON value of the service. */
export function wireId(variants: Variants, id: number, type: 'integer' | 'string'): unknown {
	const text = wireIdText(variants, id);
	return type === 'integer' && idForms[variants.idForm].isNumber ? JSON.rawJSON(text) : text;
}

/** The emulator's own id for a text from a request. undefined if the service never wrote that text. */
export function readTaskId({ idForm }: Variants, text: string): number | undefined {
	const { read, write } = idForms[idForm];
	const id = read(text);
	return Number.isSafeInteger(id) && id >= 0 && write(id) === text ? id : undefined;
}

import { ByteCache } from './byteCache';
import type { Clock } from './clock';
import { letters } from './random';

/** A file of the Files service. */
export interface StoredFile {
	readonly id: string;
	readonly accountId: string;
	readonly bytes: Buffer;
	readonly type: string;
	name: string;
	purpose: number;
	isPublic: boolean;
	tags: readonly string[];
	/** Milliseconds since 1970 as the world sees them; null for ever. */
	expiresAt: number | null;
	/** Under which the gallery keeps it, where it is a picture. */
	pictureKey?: string;
}

export class Files {
	private readonly files = new ByteCache<StoredFile>(256 * 1024 * 1024);

	private stored = 0;

	constructor(private readonly clock: Clock) {}

	add(file: Omit<StoredFile, 'id'>): StoredFile {
		this.stored += 1;
		const added = { ...file, id: letters(21, 'file', this.stored) };
		this.files.set(added.id, added, added.bytes.length + 1000);
		return added;
	}

	/** A file of the account that has not expired. */
	owned(id: string, accountId: string): StoredFile | undefined {
		const file = this.files.get(id);
		return file?.accountId === accountId && !this.expired(file) ? file : undefined;
	}

	/** A file that anybody may read. */
	readable(id: string): StoredFile | undefined {
		const file = this.files.get(id);
		return file?.isPublic && !this.expired(file) ? file : undefined;
	}

	private expired({ expiresAt }: StoredFile): boolean {
		return expiresAt !== null && expiresAt <= this.clock.shownNow();
	}
}

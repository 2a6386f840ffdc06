import { ByteCache } from './byteCache';
import type { Clock } from './clock';
import { seededLetters } from './random';

/** A file in the Files service. */
export interface StoredFile {
	readonly id: string;
	readonly accountId: string;
	readonly bytes: Buffer;
	readonly type: string;
	name: string;
	purpose: number;
	isPublic: boolean;
	tags: readonly string[];
	/** Milliseconds since 1970, in the time of responses. null: never. */
	expiresAt: number | null;
	/** Key of the upload in the picture renderer. Only for pictures. */
	pictureKey?: string;
}

export class Files {
	private readonly files = new ByteCache<StoredFile>(256 * 1024 * 1024);

	private stored = 0;

	constructor(private readonly clock: Clock) {}

	add(file: Omit<StoredFile, 'id'>): StoredFile {
		this.stored += 1;
		const added = { ...file, id: seededLetters(21, 'file', this.stored) };
		this.files.set(added.id, added, added.bytes.length + 1000);
		return added;
	}

	/** A file of the account, if it exists and has not expired. */
	findOwn(id: string, accountId: string): StoredFile | undefined {
		const file = this.files.get(id);
		return file?.accountId === accountId && !this.expired(file) ? file : undefined;
	}

	/** A public file, if it exists and has not expired. */
	findPublic(id: string): StoredFile | undefined {
		const file = this.files.get(id);
		return file?.isPublic && !this.expired(file) ? file : undefined;
	}

	private expired({ expiresAt }: StoredFile): boolean {
		return expiresAt !== null && expiresAt <= this.clock.serviceNow();
	}
}

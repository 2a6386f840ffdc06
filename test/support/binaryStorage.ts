import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';

/** `filesystem` streams into files of a temporary folder, `memory` keeps base64 in the items. */
export type BinaryMode = 'filesystem' | 'memory';

/** Switches n8n's binary storage, for all runs of this process. */
export async function useBinaryMode(mode: BinaryMode) {
	Container.get(BinaryDataConfig).mode = mode === 'memory' ? 'default' : mode;
	await Container.get(BinaryDataService).init();
}

/** The bytes of a binary field, wherever they are stored. Throws if the item has no such field. */
export async function readBinary(item: INodeExecutionData, property = 'data'): Promise<Buffer> {
	const data = item.binary?.[property];
	if (!data) throw new Error(`The item has no binary field "${property}"`);
	return await Container.get(BinaryDataService).getAsBuffer(data);
}

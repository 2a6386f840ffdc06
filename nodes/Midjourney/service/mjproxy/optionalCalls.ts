import type { IDataObject } from 'n8n-workflow';

import type { Creation, OptionalCreation } from '../../model/creation';
import { endpoints } from './facts/wire';

/** A creation as it is sent. */
export interface Call {
	path: string;
	body: IDataObject;
}

/** The request of each of these kinds of creation. */
export type Calls<Kind extends Creation['kind']> = {
	[K in Kind]: (creation: Extract<Creation, { kind: K }>) => Promise<Call>;
};

/** Requests that not every server of this wire has. Pictures are whole data URLs, which every server reads. */
export const optionalCalls: Calls<OptionalCreation['kind']> = {
	shorten: async ({ prompt }) =>
		await Promise.resolve({ path: endpoints.shorten, body: { prompt } }),
	edit: async ({ prompt, picture }) => ({
		path: endpoints.edit,
		body: { prompt, image: await picture() },
	}),
	video: async ({ prompt, startPicture, endPicture, motion, isLoop, count, resolution }) => ({
		path: endpoints.video,
		body: {
			...(prompt === '' ? {} : { prompt }),
			image: await startPicture(),
			...(endPicture ? { endImage: await endPicture() } : {}),
			motion,
			loop: isLoop,
			batchSize: count,
			videoType: `vid_1.1_i2v_${resolution}`,
		},
	}),
};

import { concurrency } from '../async/concurrency';
import { mapConcurrently } from '../async/mapConcurrently';
import { ServiceError } from '../service/errors';
import { rateLimitPolicy, retry } from '../service/retry';
import type { Service } from '../service/service';
import type { ReferencePicture } from './referencePictures';

/** Uploads pictures to where Midjourney can load them; their URLs. `permissionAdvice`: what to do if the key may not. */
export async function uploadPictures(
	service: Service,
	pictures: readonly ReferencePicture[],
	permissionAdvice?: string,
): Promise<string[]> {
	return await mapConcurrently(pictures, concurrency.uploads, async (picture, i) => {
		const { mimeType, extension } = picture;
		const name = `reference-${i + 1}.${extension}`;
		const upload = async () =>
			await service.uploadPicture({ name, mimeType, bytes: await picture.read() });
		const uploaded = await retry(rateLimitPolicy, upload, { signal: service.signal });
		if (uploaded.ok) return uploaded.data;
		const { failure } = uploaded;
		const message = `upload of a reference image: ${failure.message}`;
		const advice = failure.kind === 'permission' ? permissionAdvice : undefined;
		throw new ServiceError(service, { ...failure, message }, {}, advice);
	});
}

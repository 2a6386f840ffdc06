import type { Answer } from './wireClient';
import type { TaskHistory } from './taskWatch';

/** A picture that was requested, or why not. */
export interface SeenPicture {
	/** Where its address came from. */
	from: 'imageDcUrl' | 'imageS3Url';
	status: number | null;
	contentType: string;
	/** By its first bytes. */
	fileType: string;
}

/** Everything that a probe of OhMyGPT has seen. The rows judge it. */
export interface OhMyGptSeen {
	prompt: string;
	seed: string;
	webhook: string | undefined;
	answers: readonly Answer[];
	firstList: Answer;
	/** A page of the smallest size, at the end. */
	smallList?: Answer;
	lastList?: Answer;
	unknownTask?: Answer;
	/** The same with the body as a form. */
	unknownTaskAsForm?: Answer;
	numberId?: Answer;
	wrongKey?: Answer;
	wrongPage?: Answer;
	balance?: Answer;
	membership?: Answer;
	modelRates?: Answer;
	badFlag?: TaskHistory;
	imagine?: TaskHistory;
	/** False if the imagine is the one with the bad flag, which names its pool. */
	isPoolOmitted: boolean;
	wrongPool?: TaskHistory;
	upscale?: TaskHistory;
	describe?: TaskHistory;
	pictures: SeenPicture[];
	/** Why a creation was not sent. */
	reasons: Partial<Record<'badFlag' | 'imagine' | 'wrongPool' | 'upscale' | 'describe', string>>;
}

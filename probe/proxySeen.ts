import type { Answer } from './wireClient';
import type { TaskHistory } from './taskWatch';

/** Everything that a probe of midjourney-proxy has seen. The rows judge it. */
export interface ProxySeen {
	prompt: string;
	seed: string;
	/** Our own text in every creation. */
	state: string;
	webhook: string | undefined;
	answers: readonly Answer[];
	none: Answer;
	asBearer?: Answer;
	asBoth?: Answer;
	wrongKey?: Answer;
	atSpeed?: Answer;
	unknownTask?: Answer;
	/** The list after the imagine. */
	list?: Answer;
	byIds?: Answer;
	seedAnswer?: Answer;
	imagine?: TaskHistory;
	upscale?: TaskHistory;
	upscaleBy?: 'action' | 'change';
	describe?: TaskHistory;
	badFlag?: TaskHistory;
	picture?: { status: number | null; contentType: string; fileType: string };
	reasons: Partial<Record<'imagine' | 'upscale' | 'describe' | 'badFlag', string>>;
}

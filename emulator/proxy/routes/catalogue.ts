import type { Route } from '../../routes/route';
import { proxyBlend } from './blend';
import { proxyCancel } from './cancel';
import { proxyDescribe } from './describe';
import { proxyEdit } from './edit';
import { proxyCdnFile, proxyGatewayPicture } from './files';
import { proxyImagine } from './imagine';
import { proxyModal } from './modal';
import { proxyChange, proxyRunAction, proxySimpleChange } from './press';
import {
	proxyGet,
	proxyGetByIds,
	proxyGetMany,
	proxyListByIds,
	proxyQuery,
	proxyQueue,
} from './reading';
import { proxyGetSeed } from './seed';
import { proxyShorten } from './shorten';
import { proxyUpload } from './upload';
import { proxyVideo } from './video';

/** All endpoints of the second wire. */
export const proxyRoutes: readonly Route[] = [
	proxyImagine,
	proxyBlend,
	proxyDescribe,
	proxyRunAction,
	proxyModal,
	proxyChange,
	proxySimpleChange,
	proxyShorten,
	proxyEdit,
	proxyVideo,
	proxyUpload,
	proxyGet,
	proxyGetByIds,
	proxyListByIds,
	proxyGetMany,
	proxyQuery,
	proxyQueue,
	proxyGetSeed,
	proxyCancel,
	proxyGatewayPicture,
	proxyCdnFile,
];

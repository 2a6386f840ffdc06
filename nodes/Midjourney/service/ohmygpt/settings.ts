import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Pool } from '../../facts/pools';
import { isPool } from '../../model/task';
import { hosts } from './facts/hosts';
import { memberships, type Membership } from './facts/vocabulary';

/** The credential's fields, apart from the key itself, which only n8n's authentication sees. */
export interface OhMyGptSettings {
	/** The three base addresses, without a slash at the end. */
	apiBaseUrl: string;
	contentBaseUrl: string;
	imageProxyBaseUrl: string;
	pool: Pool;
	membership: Membership;
	/** Goes into webhook addresses and is checked when a call comes in; empty where none is set. */
	webhookSecret: string;
}

export const credentialName = 'ohMyGptApi';

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const baseUrl = (value: unknown, fallback: string) =>
	(trimmed(value) || fallback).replace(/\/+$/, '');

const isMembership = (value: unknown): value is Membership =>
	memberships.some((membership) => membership === value);

/** Reads a credential as n8n decrypts it; what is missing gets its default, and addresses that are not shown do not count. */
export function readSettings(credential: ICredentialDataDecryptedObject): OhMyGptSettings {
	const custom = credential.customHosts === true ? credential : {};
	return {
		apiBaseUrl: baseUrl(custom.baseUrl, hosts.api),
		contentBaseUrl: baseUrl(custom.contentBaseUrl, hosts.content),
		imageProxyBaseUrl: baseUrl(custom.imageProxyBaseUrl, hosts.imageProxy),
		pool: isPool(credential.mode) ? credential.mode : 'FAST',
		membership: isMembership(credential.membership) ? credential.membership : 'regular',
		webhookSecret: trimmed(credential.webhookSecret),
	};
}

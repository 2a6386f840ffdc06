import type { Linter } from 'eslint';

export declare const verificationRules: Linter.Config[];

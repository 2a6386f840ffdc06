const halfPairs = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Percent-encodes any text as a part of an address; halves of surrogate pairs, which cannot be, are replaced. */
export const encodeUrlPart = (text: string) => encodeURIComponent(text.replace(halfPairs, '\uFFFD'));

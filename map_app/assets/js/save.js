// Files that the reader takes from the page, without a network.

import { el } from "./dom.js";

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export const saveText = (name, type, text) => save(name, new Blob([text], { type }));

/**
 * @param {string} name
 * @param {Blob} blob
 */
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {object} value
 * @returns {string}
 */
export const toJson = (value) => `${JSON.stringify(value, null, 1)}\n`;

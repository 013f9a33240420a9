// The data island, and what follows from it alone.

import { the } from "./dom.js";
import { makeReader } from "./unpack.js";

/**
 * All that map_app/page/island.py gathered.
 * @type {Island}
 */
export const data = JSON.parse(the("#story").textContent);

export const { story, features } = data;
/** @type {Map<string, Feature>} */
export const byId = new Map(features.map((feature) => [feature.id, feature]));

/**
 * The features that rest on a claim.
 * @param {string} id
 * @returns {Feature[]}
 */
export const placesOf = (id) => features.filter((feature) => feature.claims.includes(id));

/**
 * What is kept under a key that is bound to be there.
 * @template Key, Value
 * @param {Map<Key, Value>} kept
 * @param {Key} key
 * @returns {Value}
 */
export function known(kept, key) {
  const value = kept.get(key);
  if (value === undefined) throw new Error(`nothing is kept under ${key}`);
  return value;
}

export const readPacked = makeReader(data.alphabet);

/** @type {Map<string, L.LatLng[][]>} */
const unpacked = new Map();

/**
 * Unpack into lines of Leaflet's positions; a shape and its target share them.
 * @param {string} packed
 * @param {number} decimals
 * @returns {L.LatLng[][]}
 */
export function unpackOnce(packed, decimals) {
  const before = unpacked.get(packed);
  if (before) return before;
  /** @type {L.LatLng[][]} */
  const lines = [];
  readPacked(packed, decimals, (lng, lat, first) => {
    if (first) lines.push([]);
    lines.at(-1)?.push(new L.LatLng(lat, lng));
  });
  unpacked.set(packed, lines);
  return lines;
}

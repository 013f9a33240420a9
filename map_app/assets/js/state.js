// What the reader has chosen, in its only home: all read it, it changes by `change` alone, and who
// wants to know of that listens.

import { data, placesOf, story } from "./data.js";

/** @type {Chosen} */
const chosen = { language: data.language, isLanguageChosen: false, follows: true, isMoved: false };

/** @type {Readonly<Chosen>} */
export const state = chosen;

/** @type {Array<{names: Array<keyof Chosen>, hear: () => void}>} */
const listeners = [];

/**
 * Hear of each change of something, in the order in which the listeners came.
 * @param {Array<keyof Chosen>} names
 * @param {() => void} hear
 */
export function listen(names, hear) {
  listeners.push({ names, hear });
}

/**
 * Change what is chosen; what is named is told, even if it is as before.
 * @param {Partial<Chosen>} parts
 */
export function change(parts) {
  Object.assign(chosen, parts);
  for (const { names, hear } of listeners) if (names.some((name) => name in parts)) hear();
}

/**
 * Tell a step; without a number, go back to the list of all.
 * @param {number} [number]
 * @param {{moves?: boolean}} [options] whether the map goes to what the step speaks of
 */
export function tellStep(number, { moves = true } = {}) {
  if (state.claim) change({ claim: undefined, follows: false });
  change({ step: number, follows: moves });
}

/**
 * The number of the step so many after the one that is told, if there is one.
 * @param {number} by
 * @returns {number | undefined}
 */
export const stepAfter = (by) => (state.step !== undefined && story.chapters[state.step + by] ? state.step + by : undefined);

/**
 * The step that is told.
 * @returns {Chapter | undefined}
 */
export const told = () => (state.step === undefined ? undefined : story.chapters[state.step]);

/** Light up what rests on the chosen claim, or else what the step speaks of, and whose card is open. */
export function relight() {
  const ids = state.claim ? placesOf(state.claim).map(({ id }) => id) : told()?.features;
  const also = state.card ? [state.card.feature] : [];
  change({ lit: ids && new Set([...ids, ...also]) });
}

/**
 * Open the card of a feature, and what else lies at a place; `from` gets the focus back.
 * @param {Feature} feature
 * @param {Reachable} [from]
 * @param {L.LatLng} [at]
 */
export const openCard = ({ id }, from, at) => change({ card: { feature: id, from, at } });

// Where the page stands, and what its reader's machine is like.

export const isFramed = self !== top;

/** Whether the page has an address of its own: in a notebook it has none. */
export const hasAddress = location.protocol !== "about:";

/** Whether the map is above the text, not beside it. */
export const narrow = matchMedia("(max-width: 51.99rem)");

/** Whether there is no room for two columns that scroll. */
const low = matchMedia("(max-height: 38rem)");

/** Whether a step takes the whole page for the map and itself, so that nothing scrolls behind it. */
export const isStage = () => narrow.matches || low.matches;

export const prefersStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

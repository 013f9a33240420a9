// Where the page stands, and what its reader's machine is like.

export const isFramed = self !== top;

/** Whether the page has an address of its own: in a notebook it has none. */
export const hasAddress = location.protocol !== "about:";

/** Whether the map is above the text, not beside it. */
export const narrow = matchMedia("(max-width: 51.99rem)");

export const prefersStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

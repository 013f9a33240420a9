// Inside another page: how high this one is, in the message that newsrooms' systems listen for.

import { story } from "./data.js";
import { afterPaint, the } from "./dom.js";
import { listen } from "./state.js";
import { isFramed, narrow } from "./surroundings.js";

// Pixels: of the map above the text, and of the whole.
const MAP = 320;
const LEAST = 400;
const MOST = 900;

/** Tell the page around this one how high it is, whenever that may have changed. */
export function tellHeight() {
  if (!isFramed) return;
  let width = 0;
  let height = 0;
  const tell = () => {
    // It only grows, so that the page around it does not jump at each step.
    if (width !== innerWidth) height = 0;
    width = innerWidth;
    height = Math.max(height, neededHeight());
    parent.postMessage({ "datawrapper-height": { [story.id]: height } }, "*");
  };
  const tellSoon = () => afterPaint(tell);
  listen(["step", "language"], tellSoon);
  addEventListener("resize", tellSoon);
  document.addEventListener("toggle", tellSoon, { capture: true });
  tellSoon();
}

/**
 * How high the frame must be for its text to be seen whole, whatever it is now.
 * @returns {number} in pixels
 */
function neededHeight() {
  const text = the(".heading").offsetHeight + naturalHeight(the("#contents"));
  return Math.round(Math.min(MOST, Math.max(LEAST, text + (narrow.matches ? MAP : 0))));
}

/**
 * How high an element is with all that it holds, whether or not it scrolls.
 * @param {HTMLElement} element
 * @returns {number}
 */
function naturalHeight(element) {
  if (getComputedStyle(element).overflowY === "visible") {
    return [...element.children].reduce((sum, child) => sum + (child instanceof HTMLElement ? heightOf(child) : 0), 0);
  }
  return heightOf(element);
}

/**
 * @param {HTMLElement} element
 * @returns {number}
 */
function heightOf(element) {
  const inside = [...element.children].map((child) => child.getBoundingClientRect()).filter(({ height }) => height);
  if (!inside.length) return element.offsetHeight;
  const { paddingTop, paddingBottom } = getComputedStyle(element);
  const held = Math.max(...inside.map(({ bottom }) => bottom)) - Math.min(...inside.map(({ top }) => top));
  return held + parseFloat(paddingTop) + parseFloat(paddingBottom);
}

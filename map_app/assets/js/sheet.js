// On a narrow screen the step that is told lies on a sheet at the foot of the map, which the reader
// pulls up and down.

import { story } from "./data.js";
import { el, liesIn, reveal, the } from "./dom.js";
import { goTo, theMap } from "./map.js";
import { state, stepAfter, tellStep, told } from "./state.js";
import { isStage } from "./surroundings.js";
import { word } from "./words.js";

const SWIPE = 48; // pixels
/** Whether the reader has pulled the sheet down. */
let isDown = false;

/** @returns {HTMLElement} */
const sheet = () => the("#story-steps");

/** Lay the sheet below the map or take it away, as step, card and the size of the screen ask. */
export function layOutSheet() {
  const root = document.documentElement;
  root.classList.toggle("telling", state.step !== undefined);
  root.classList.toggle("carded", state.card !== undefined);
  root.classList.toggle("sheet-down", isDown);
  makeRoom();
}

/** Begin at the first line of what is told, wherever the reader was in what was told before. */
export function beginAtTop() {
  sheet().scrollTop = 0;
  the("#contents").scrollTop = 0;
  if (!isStage()) reveal(sheet());
}

/** Let the map fill what the sheet leaves of the screen. */
function makeRoom() {
  theMap.invalidateSize({ animate: false });
}

let widthBefore = innerWidth;
addEventListener("resize", () => {
  if (!story.chapters.length) return;
  makeRoom();
  // A phone that shows or hides its own bars keeps its width; one that is turned does not.
  const isTurned = innerWidth !== widthBefore;
  widthBefore = innerWidth;
  if (!isTurned || state.step === undefined) return;
  beginAtTop();
  goTo(told()?.frame);
});

/** @param {boolean} down */
function pullSheet(down) {
  isDown = down;
  sheet().style.height = "";
  sheet().scrollTop = 0;
  the(".handle", sheet()).setAttribute("aria-expanded", String(!down));
  layOutSheet();
}

/**
 * What one takes hold of: a click turns it, a pull sets its height until it is let go.
 * @returns {HTMLElement}
 */
export function sheetHandle() {
  const handle = el("button", {
    type: "button",
    class: "handle",
    "data-step": "handle",
    "aria-expanded": String(!isDown),
    "aria-label": word("story.sheet"),
  });
  /** @type {{y: number, height: number} | undefined} */
  let from;
  let pulled = false;
  handle.onpointerdown = (event) => {
    handle.setPointerCapture(event.pointerId);
    from = { y: event.clientY, height: sheet().offsetHeight };
    pulled = false;
  };
  handle.onpointermove = ({ clientY }) => {
    if (!from || (!pulled && Math.abs(from.y - clientY) < 8)) return;
    pulled = true;
    document.documentElement.classList.remove("sheet-down");
    sheet().style.height = `${from.height + from.y - clientY}px`;
    makeRoom();
  };
  handle.onpointerup = handle.onpointercancel = ({ clientY }) => {
    if (from && pulled) pullSheet(clientY > from.y);
    from = undefined;
  };
  handle.onclick = ({ detail }) => {
    // After a pull the browser may send a click, or not; one by the keyboard has no detail.
    if (!pulled || detail === 0) pullSheet(!isDown);
    pulled = false;
  };
  return handle;
}

/**
 * Where the finger came down that may swipe.
 * @type {{x: number, y: number} | undefined}
 */
let swipeFrom;

document.addEventListener("touchstart", ({ touches, target }) => {
  const [touch] = touches;
  const begins = touches.length === 1 && state.step !== undefined && liesIn(target, "#story-steps") && isForStory(target);
  swipeFrom = begins ? { x: touch.clientX, y: touch.clientY } : undefined;
}, { passive: true });

/** A swipe to the side tells the next step or the one before. */
document.addEventListener("touchend", ({ changedTouches: [touch] }) => {
  if (!swipeFrom) return;
  const [x, y] = [touch.clientX - swipeFrom.x, touch.clientY - swipeFrom.y];
  const next = stepAfter(-Math.sign(x));
  if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y) && next !== undefined) tellStep(next);
}, { passive: true });

/**
 * Whether a key or a finger there means the story: not in a field, and not on the map.
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
export function isForStory(target) {
  if (target === document.body) return true;
  return liesIn(target, "#story-steps") && !liesIn(target, "input, textarea, select");
}

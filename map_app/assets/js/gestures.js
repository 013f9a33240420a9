// The map never traps a finger or the wheel: where the page itself can scroll, one finger and the
// plain wheel scroll it, and two fingers or the wheel with a key move the map. In another page both are
// that page's, but for the wheel of a reader who has clicked the map and not left it since.

import { el, liesIn, the } from "./dom.js";
import { theMap } from "./map.js";
import { change, listen, state } from "./state.js";
import { isFramed } from "./surroundings.js";
import { word } from "./words.js";

/** What lies on the map and answers for itself. */
const ON_TOP = ".card, .leaflet-control";

/** Leave one finger and the plain wheel to the page. */
export function shareGestures() {
  const frame = the("#the-map");
  const hint = el("p", { class: "gesture-hint", "aria-hidden": "true" });
  frame.append(hint);
  /** @type {number | undefined} */
  let timer;
  /** @type {(path: string) => void} */
  const say = (path) => {
    hint.textContent = word(path);
    hint.classList.add("said");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("said"), 1500);
  };
  frame.addEventListener("touchstart", ({ touches }) => theMap.dragging[touches.length > 1 || !pageScrolls() ? "enable" : "disable"](), {
    capture: true,
    passive: true,
  });
  // Not passive, and there from the start: Leaflet listens only once two fingers are down, when a busy
  // browser may already be scrolling.
  frame.addEventListener("touchmove", (event) => {
    if (liesIn(event.target, ON_TOP)) return;
    if (event.touches.length > 1 || !pageScrolls()) event.preventDefault();
    else say("page.two_fingers");
  }, { passive: false });
  frame.addEventListener("touchend", ({ touches }) => touches.length || theMap.dragging.enable(), { passive: true });
  frame.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || hasWheel || !pageScrolls() || liesIn(event.target, ON_TOP)) return;
    event.stopPropagation();
    say(isFramed ? "page.wheel_click" : "page.wheel_key");
  }, { capture: true, passive: true });
  let hasWheel = false;
  frame.addEventListener("pointerdown", ({ pointerType }) => (hasWheel = isFramed && pointerType === "mouse"));
  frame.addEventListener("pointerleave", () => (hasWheel = false));
  watchMoves();
}

/** Keep in mind whether the reader has moved the map, by wheel, finger, key or button. */
function watchMoves() {
  const container = theMap.getContainer();
  const move = () => state.isMoved || change({ isMoved: true });
  theMap.on("dragstart boxzoomend", move);
  container.addEventListener("wheel", ({ target }) => liesIn(target, ON_TOP) || move(), { passive: true });
  container.addEventListener("dblclick", ({ target }) => liesIn(target, ON_TOP) || move());
  container.addEventListener("click", ({ target }) => liesIn(target, ".leaflet-control-zoom a") && move(), { capture: true });
  container.addEventListener("keydown", ({ key, target }) => /^(Arrow|[-+=]$)/.test(key) && !liesIn(target, ON_TOP) && move());
  listen(["step", "claim"], () => state.follows && change({ isMoved: false }));
}

/**
 * Whether the wheel is the page's: it is longer than the window, or stands inside another page.
 * @returns {boolean}
 */
const pageScrolls = () => isFramed || document.documentElement.scrollHeight > innerHeight + 1;

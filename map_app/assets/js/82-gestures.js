// The map never traps a finger or the wheel: where the page itself can scroll, one finger and the
// plain wheel scroll it, and two fingers or the wheel with a key move the map.

/** Leave one finger and the plain wheel to the page. */
function shareGestures(map) {
  const frame = document.getElementById("the-map");
  const hint = el("p", { class: "gesture-hint", "aria-hidden": "true" });
  frame.append(hint);
  let timer;
  const say = (path) => {
    hint.textContent = word(path);
    hint.classList.add("said");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("said"), 1500);
  };
  frame.addEventListener("touchstart", ({ touches }) => map.dragging[touches.length > 1 ? "enable" : "disable"](), {
    capture: true,
    passive: true,
  });
  frame.addEventListener("touchmove", ({ touches, target }) => {
    if (touches.length === 1 && !target.closest(".card, .leaflet-control")) say("page.two_fingers");
  }, { passive: true });
  frame.addEventListener("touchend", ({ touches }) => touches.length || map.dragging.enable(), { passive: true });
  frame.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || !pageScrolls() || event.target.closest(".card, .leaflet-control")) return;
    event.stopPropagation();
    say("page.wheel_key");
  }, { capture: true, passive: true });
}

/** Whether the wheel is the page's: it is longer than the window, or stands inside another page. */
const pageScrolls = () => isFramed || document.documentElement.scrollHeight > innerHeight + 1;

const isFramed = self !== top;

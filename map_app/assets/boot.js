// The heading is painted first; then the scripts run in their order, each in a task of its own.
(() => {
  const waiting = [...document.querySelectorAll('script[type="text/plain"]')];
  const next = () => {
    const held = waiting.shift();
    if (!held) return;
    const script = document.createElement("script");
    const source = held.getAttribute("src");
    if (source) {
      script.onload = script.onerror = next;
      script.src = source;
    } else {
      script.textContent = held.textContent;
    }
    held.replaceWith(script);
    if (!source) setTimeout(next);
  };
  let begun = false;
  const begin = () => {
    if (!begun) next();
    begun = true;
  };
  requestAnimationFrame(() => setTimeout(begin));
  setTimeout(begin, 1000); // a tab in the background has no frames
})();

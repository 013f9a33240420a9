// What each look and each mark means, of what is lit up.

import { data, features } from "./data.js";
import { announce, el } from "./dom.js";
import { isQuiet } from "./features.js";
import { placeLabels } from "./labels.js";
import { listen } from "./state.js";
import { swatches } from "./swatch.js";
import { sayPrecision, word } from "./words.js";

/** Let the legend follow what is lit up. */
export function followLegend() {
  listen(["lit"], () => document.querySelector(".legend")?.replaceWith(legend()));
}

/** @returns {HTMLElement} */
export function legend() {
  const told = features.filter((feature) => !isQuiet(feature));
  const precision = data.order.precisions.flatMap((name) => {
    const looks = new Set(told.filter((feature) => feature.precision === name).map(({ look }) => look));
    return looks.size ? [el("li", {}, swatches(looks), sayPrecision(name))] : [];
  });
  const voices = data.order.voices.map((voice) =>
    el("li", { class: `voice-${voice}` }, el("span", { class: "mark", "aria-hidden": "true" }), word(`voices.${voice}`)),
  );
  return el(
    "section",
    { class: "legend", "aria-labelledby": "legend-title" },
    el("h2", { id: "legend-title" }, word("precision.title")),
    el("ul", {}, ...precision),
    precisionSwitch(),
    el("h3", {}, word("voices.title")),
    el("ul", { class: "voices" }, ...voices),
  );
}

/**
 * A switch that draws round each extent and says beside each name how far the words go.
 * @returns {HTMLElement}
 */
function precisionSwitch() {
  const root = document.documentElement;
  const button = el("button", { type: "button", class: "plain" }, word("precision.show"));
  const write = () => button.setAttribute("aria-pressed", String(root.classList.contains("precise")));
  button.onclick = () => {
    root.classList.toggle("precise");
    write();
    announce(word(root.classList.contains("precise") ? "precision.shown" : "precision.hidden"));
    placeLabels();
  };
  write();
  return button;
}

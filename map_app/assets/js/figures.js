// The figures of the story: words and numbers first, and a picture of them that adds nothing unsaid.

import { drawBearings } from "./bearings.js";
import { data, story } from "./data.js";
import { el, svgElement } from "./dom.js";
import { fill } from "./wording.js";
import { numberOf, pick, sayDate, word } from "./words.js";

/**
 * @param {Timeline | Quotient | DotPlot | Bearings} figure
 * @returns {HTMLElement}
 */
export function drawFigure(figure) {
  return el("figure", { class: figure.kind }, el("figcaption", {}, pick(figure.title)), ...partsOf(figure));
}

/**
 * What stands under the title of a figure.
 * @param {Timeline | Quotient | DotPlot | Bearings} figure
 * @returns {Element[]}
 */
function partsOf(figure) {
  if (figure.kind === "timeline") return drawTimeline(figure);
  if (figure.kind === "bearings") return drawBearings(figure);
  return figure.kind === "quotient" ? drawQuotient(figure) : drawDots(figure);
}

/**
 * @param {Timeline} figure
 * @returns {Element[]}
 */
function drawTimeline({ said, later }) {
  const rows = Object.entries({ said, later }).map(([name, ids]) => ({
    name,
    events: ids.map((id) => ({ id, when: story.claims[id].when ?? story.article.published })),
  }));
  const years = rows.flatMap(({ events }) => events.map(({ when }) => data.dates[when].at));
  const [from, to] = [Math.floor(Math.min(...years)), Math.ceil(Math.max(...years))];
  /** @type {(year: number) => number} */
  const x = (year) => 20 + ((year - from) / (to - from)) * 320;
  const svg = svgElement("svg", { viewBox: "0 0 360 64", "aria-hidden": "true" });
  rows.forEach(({ name, events }, row) => {
    const y = 14 + 20 * row;
    svg.append(svgElement("path", { class: "axis", d: `M6 ${y}H354` }));
    for (const { when } of events) svg.append(svgElement("circle", { class: `dot ${name}`, cx: x(data.dates[when].at), cy: y, r: 5 }));
  });
  for (const year of new Set([from, Math.round((from + to) / 2), Math.floor(Math.max(...years))])) {
    const text = svgElement("text", { x: x(year), y: 60, "text-anchor": "middle" });
    text.textContent = String(year);
    svg.append(text);
  }
  const lists = rows.flatMap(({ name, events }) => [
    el("h4", {}, word(`figure.${name}`)),
    el("ol", {}, ...events.map(({ id, when }) => el("li", {}, el("time", {}, sayDate(when)), pick(story.claims[id].says)))),
  ]);
  return [svg, ...lists];
}

/**
 * The figures of a claim that have a value; the others are in words.
 * @param {string} id
 * @returns {Array<Figure & {value: number}>}
 */
const countedIn = (id) =>
  (story.claims[id].figures ?? []).flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ value, ...rest }]));

/**
 * @param {Quotient} figure
 * @returns {Element[]}
 */
function drawQuotient(figure) {
  const [whole] = countedIn(figure.claim);
  const slider = el("input", { type: "range", id: "assumed", min: figure.low, max: figure.high, step: figure.step, value: figure.start });
  const output = el("output", { for: "assumed" });
  const divide = () => {
    const amount = Number(slider.value);
    const count = (whole.value * figure.scale) / amount;
    const filled = { amount: numberOf(amount), count: numberOf(count), a_day: numberOf(count / 365, 1) };
    output.textContent = fill(pick(figure.says), filled);
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  slider.oninput = divide;
  divide();
  return [el("label", { for: "assumed" }, pick(figure.asks)), slider, output, el("p", { class: "caveat" }, pick(figure.caveat))];
}

/**
 * @param {DotPlot} figure
 * @returns {Element[]}
 */
function drawDots(figure) {
  const values = countedIn(figure.claim);
  const most = Math.max(...values.map(({ value, to }) => to ?? value));
  /** @type {(value: number) => number} */
  const x = (value) => 6 + (value / most) * 348;
  const items = values.map(({ value, to, unit, qualifier }) => {
    const svg = svgElement("svg", { viewBox: "0 0 360 14", "aria-hidden": "true" });
    svg.append(svgElement("path", { class: "axis", d: "M6 7H354" }));
    if (to) svg.append(svgElement("path", { class: "span", d: `M${x(value)} 7H${x(to)}` }));
    for (const end of to ? [value, to] : [value]) svg.append(svgElement("circle", { class: "dot", cx: x(end), cy: 7, r: 5 }));
    const amount = to ? `${numberOf(value)}–${numberOf(to)}` : numberOf(value);
    const words = [qualifier && pick(qualifier), amount, pick(unit)].filter(Boolean).join(" ");
    return el("li", {}, words, svg);
  });
  return [el("ul", {}, ...items), el("p", { class: "caveat" }, pick(figure.caveat))];
}

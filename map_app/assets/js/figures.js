// The figures of the story: words and numbers first, and a picture of them that adds nothing unsaid.

import { drawBearings } from "./bearings.js";
import { data, story } from "./data.js";
import { el, svgElement } from "./dom.js";
import { state } from "./state.js";
import { speakerOf, spellFigure } from "./telling.js";
import { fill } from "./wording.js";
import { numberOf, pick, sayDate, word } from "./words.js";

// Pictures are laid out in these units, and scaled to the room that there is.
const WIDTH = 360;
const LEFT = 10;
const RIGHT = 346;
const TICKS = 4;
const ARROW = 24;
const BEAD = 8;
const YEAR = 30; // what the digits of a year take
/** @type {Record<string, string>} */
const BEADS = { said: "filled", later: "open" };

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
 * @param {number} height
 * @returns {SVGSVGElement}
 */
const strip = (height) => svgElement("svg", { viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true" });

/**
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {string} [anchor]
 * @returns {SVGTextElement}
 */
function write(words, x, y, anchor = "middle") {
  const text = svgElement("text", { x, y, "text-anchor": anchor });
  text.textContent = words;
  return text;
}

/**
 * @param {string} name of its class
 * @param {string} d
 * @returns {SVGPathElement}
 */
const path = (name, d) => svgElement("path", { class: name, d });

/**
 * Two rows on one axis, then and later; each event has a number, which it has in the list too.
 * @param {Timeline} figure
 * @returns {Element[]}
 */
function drawTimeline({ said, later }) {
  let count = 0;
  const rows = Object.entries({ said, later }).map(([name, ids]) => ({
    name,
    events: ids.map((id) => {
      const when = story.claims[id].when ?? story.article.published;
      return { id, when, at: data.dates[when].at, number: (count += 1) };
    }),
  }));
  const times = rows.flatMap(({ events }) => events.map(({ at }) => at));
  const [from, to] = [Math.floor(Math.min(...times)), Math.max(Math.ceil(Math.max(...times)), Math.floor(Math.min(...times)) + 1)];
  /** @type {(year: number) => number} */
  const x = (year) => LEFT + BEAD + ((year - from) / (to - from)) * (RIGHT - LEFT - 2 * BEAD);
  const foot = 50 * rows.length;
  const svg = strip(foot + 18);
  rows.forEach(({ name, events }, row) => {
    const axis = 50 * row + 48;
    svg.append(write(word(`figure.${name}`), LEFT, axis - 36, "start"), path("axis", `M${LEFT} ${axis}H${RIGHT}`));
    spreadOut(events.map(({ at }) => x(at))).forEach((middle, index) => {
      const { at, number } = events[index];
      const bead = svgElement("g", { class: `bead ${BEADS[name]}` });
      bead.append(
        path("lead", `M${x(at)} ${axis}V${axis - 6}L${middle} ${axis - 12}`),
        svgElement("circle", { cx: middle, cy: axis - 12 - BEAD, r: BEAD }),
        write(String(number), middle, axis - 8 - BEAD),
      );
      svg.append(bead);
    });
  });
  // The ends, and the years in which something was said or happened, where their digits have room.
  let free = -Infinity;
  const last = x(to) - YEAR;
  for (const year of [...new Set([from, ...times.map(Math.floor), to])].sort((a, b) => a - b)) {
    if (x(year) < free || (year !== to && x(year) > last)) continue;
    free = x(year) + YEAR;
    svg.append(path("tick", `M${x(year)} ${foot - 2}v4`), write(String(year), x(year), foot + 14));
  }
  const lists = rows.flatMap(({ name, events }) => [
    el("p", { class: "row", id: `figure-${name}` }, word(`figure.${name}`)),
    el(
      "ol",
      { start: events[0].number, "aria-labelledby": `figure-${name}` },
      ...events.map(({ id, when, number }) =>
        el("li", {}, el("span", { class: `bead ${BEADS[name]}`, "aria-hidden": "true" }, String(number)), el("time", {}, sayDate(when)), pick(story.claims[id].says)),
      ),
    ),
  ]);
  return [svg, ...lists];
}

/**
 * Move beads apart along a row, those that come later to the right, so that none hides another.
 * @param {number[]} places in any order
 * @returns {number[]} in the same order
 */
function spreadOut(places) {
  const apart = 2 * BEAD + 1;
  const order = places.map((_, index) => index).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  order.forEach((index, rank) => {
    if (rank > 0) moved[index] = Math.max(moved[index], moved[order[rank - 1]] + apart);
  });
  for (let rank = order.length - 1, most = RIGHT - BEAD; rank >= 0; rank -= 1, most -= apart) {
    moved[order[rank]] = Math.min(moved[order[rank]], most);
  }
  return moved;
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
  // The slider speaks the sentence as its value; the output would say it a second time.
  const output = el("output", { for: "assumed", "aria-live": "off" });
  const divide = () => {
    const amount = Number(slider.value);
    const count = (whole.value * figure.scale) / amount;
    const filled = { amount: numberOf(amount), count: numberOf(count), a_day: numberOf(count / 365, 1) };
    output.textContent = fill(pick(figure.says), filled);
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  slider.oninput = divide;
  divide();
  const ends = [figure.low, figure.high].map((end) => el("span", {}, numberOf(end)));
  return [
    el("label", { for: "assumed" }, pick(figure.asks)),
    slider,
    el("p", { class: "ends", "aria-hidden": "true" }, ...ends),
    output,
    el("p", { class: "caveat" }, pick(figure.caveat)),
  ];
}

/**
 * Each figure in words over its place on an axis from zero; ceilings and floors are arrows.
 * @param {DotPlot} figure
 * @returns {Element[]}
 */
function drawDots(figure) {
  const values = countedIn(figure.claim);
  const mark = figure.mark === undefined ? undefined : countedIn(figure.mark)[0];
  const most = Math.max(...values.map(({ value, to }) => to ?? value), mark?.value ?? 0);
  const step = roundStep(most / TICKS);
  const ticks = Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
  /** @type {(value: number) => number} */
  const x = (value) => LEFT + (value / ticks[ticks.length - 1]) * (RIGHT - LEFT);
  const line = mark ? [path("mark", `M${x(mark.value)} 0V14`)] : [];
  const axis = () => {
    const svg = strip(18);
    svg.append(...ticks.map((tick) => write(numberOf(tick), x(tick), 13)));
    svg.setAttribute("class", "scale");
    return svg;
  };
  const items = values.map((item) => {
    const svg = strip(14);
    svg.append(path("grid", ticks.map((tick) => `M${x(tick)} 0V14`).join("")), path("axis", `M${LEFT} 7H${RIGHT}`), ...line.map((one) => one.cloneNode()));
    svg.append(...drawValue(item, x));
    const amount = el("b", {}, sayFigure({ ...item, by: undefined }));
    return el("li", {}, ...(item.by ? [`${pick(item.by)}: `] : []), amount, svg);
  });
  const limits = /** @type {const} */ (["ceiling", "floor"]).filter((limit) => values.some((item) => item.limit === limit));
  const key = limits.map((limit) => word(`figure.${limit}`));
  if (figure.mark !== undefined && mark) {
    const who = speakerOf(story.claims[figure.mark], state.language) ?? word(`voices.${story.claims[figure.mark].voice}`);
    key.unshift(word("figure.mark", { who, what: sayFigure(mark) }));
  }
  return [
    ...(key.length ? [el("p", { class: "key" }, key.join(" "))] : []),
    axis(),
    el("ul", {}, ...items),
    axis(),
    el("p", { class: "caveat" }, pick(figure.caveat)),
  ];
}

/**
 * @param {Figure} figure
 * @returns {string}
 */
const sayFigure = (figure) => spellFigure(figure, state.language, (value) => numberOf(value, 2));

/**
 * A dot, or two and the span between; an arrow leads from a ceiling down and from a floor up.
 * @param {Figure & {value: number}} item
 * @param {(value: number) => number} x
 * @returns {SVGElement[]}
 */
function drawValue({ value, to, limit }, x) {
  const [low, high] = [x(value), x(to ?? value)];
  const parts = to === undefined ? [] : [path("span", `M${low} 7H${high}`)];
  if (limit) {
    const down = limit === "ceiling";
    const start = down ? low : high;
    const end = down ? Math.max(start - ARROW, LEFT - 6) : Math.min(start + ARROW, WIDTH - 2);
    const back = down ? 5 : -5;
    parts.push(path(`limit ${limit}`, `M${start} 7H${end}m${back} -4L${end} 7l${back} 4`));
  }
  const dots = to === undefined ? [low] : [low, high];
  return [...parts, ...dots.map((cx) => svgElement("circle", { class: "dot", cx, cy: 7, r: 4.5 }))];
}

/**
 * The next larger of 1, 2 and 5 and their tens.
 * @param {number} least
 * @returns {number}
 */
function roundStep(least) {
  const ten = 10 ** Math.floor(Math.log10(least));
  return ten * ([1, 2, 5].find((step) => step * ten >= least) ?? 10);
}

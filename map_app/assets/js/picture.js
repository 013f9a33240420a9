// The view as a picture of its own, SVG or PNG: what is drawn, then the names, then whose it is.

import { data, story } from "./data.js";
import { SVG, svgElement } from "./dom.js";
import { labels } from "./labels.js";
import { theMap } from "./map.js";
import { save } from "./save.js";
import { pick, word } from "./words.js";

const DRAWN = ["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "marker-end"];

/**
 * The view as one picture of its own: what is drawn, then the names, with their looks inside, and
 * below it where all that comes from.
 * @returns {string}
 */
export function viewAsSvg() {
  const frame = theMap.getContainer().getBoundingClientRect();
  const { x: width, y: height } = theMap.getSize();
  const [caption, high] = captionAsSvg(width, height);
  const whole = svgElement("svg", { xmlns: SVG, width, height: height + high, viewBox: `0 0 ${width} ${height + high}` });
  const title = svgElement("title", {});
  title.textContent = pick(story.title);
  const patterns = /** @type {SVGElement} */ (document.querySelector(".patterns defs"));
  // What is drawn reaches beyond the view, and is cut at the edges of this.
  const view = svgElement("svg", { width, height });
  view.append(svgElement("rect", { width, height, fill: colour("sea") }));
  whole.append(title, patterns.cloneNode(true), view, caption);
  inline(document.querySelectorAll(".patterns path"), whole.querySelectorAll("defs path"));
  const panes = [...theMap.getPanes().mapPane.children]
    .filter((pane) => !pane.matches(".leaflet-labels-pane"))
    .sort((a, b) => Number(getComputedStyle(a).zIndex) - Number(getComputedStyle(b).zIndex));
  for (const pane of panes) {
    const group = svgElement("g", { opacity: getComputedStyle(pane).opacity });
    for (const drawn of pane.querySelectorAll(":scope > svg, :scope > img")) group.append(placed(drawn, frame));
    if (group.hasChildNodes()) view.append(group);
  }
  for (const { text } of labels) if (!text.classList.contains("waiting")) view.append(nameAsSvg(text, frame));
  return new XMLSerializer().serializeToString(whole);
}

/**
 * A colour of the page as it is now, light or dark.
 * @param {string} name
 * @returns {string}
 */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

/**
 * The title, the credits and the licences on a strip of paper, and how high it is.
 * @param {number} width
 * @param {number} top
 * @returns {[strip: SVGElement, height: number]}
 */
function captionAsSvg(width, top) {
  const margin = 12;
  const room = width - 2 * margin;
  const strip = svgElement("g", { "font-family": "sans-serif" });
  const paper = svgElement("rect", { y: top, width, fill: colour("paper") });
  strip.append(paper);
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  let y = top + margin / 2;
  /** @type {(text: string, size: number, weight: number, fill: string) => void} */
  const write = (text, size, weight, fill) => {
    pen.font = `${weight} ${size}px sans-serif`;
    /** @type {(line: string) => number} */
    const measure = (line) => pen.measureText(line).width;
    for (const line of broken(text, (longer) => measure(longer) <= room)) {
      y += 1.4 * size;
      const wide = Math.min(measure(line), room);
      const it = svgElement("text", { x: margin, y, fill, "font-size": size, "font-weight": weight, textLength: wide, lengthAdjust: "spacingAndGlyphs" });
      it.textContent = line;
      strip.append(it);
    }
  };
  write(pick(story.title), 16, 700, colour("ink"));
  for (const text of [pick(data.kickers), ...creditsAndLicences(), word("sources.boundaries")]) write(text, 11, 400, colour("soft-ink"));
  const height = Math.ceil(y + margin - top);
  paper.setAttribute("height", String(height));
  return [strip, height];
}

/**
 * Each credit once, with the licences of all that it stands for.
 * @returns {string[]}
 */
function creditsAndLicences() {
  /** @type {Map<string, Set<string>>} */
  const licences = new Map();
  for (const { credit, licence } of data.data) licences.set(credit, new Set([...(licences.get(credit) ?? []), ...licence.split(", ")]));
  return [...licences].map(([credit, names]) => `${credit}: ${[...names].join(", ")}`);
}

/**
 * A text in lines that fit.
 * @param {string} text
 * @param {(line: string) => boolean} fits
 * @returns {string[]}
 */
function broken(text, fits) {
  const [first, ...rest] = text.split(/\s+/);
  const lines = [first];
  for (const next of rest) {
    const longer = `${lines[lines.length - 1]} ${next}`;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(next);
  }
  return lines;
}

/**
 * A copy of what a pane holds, where it stands in the view.
 * @param {Element} drawn
 * @param {DOMRect} frame
 * @returns {Element}
 */
function placed(drawn, frame) {
  const { left, top, width, height } = drawn.getBoundingClientRect();
  const at = { x: left - frame.left, y: top - frame.top, width, height };
  if (drawn instanceof HTMLImageElement) return svgElement("image", { ...at, href: drawn.src, opacity: getComputedStyle(drawn).opacity, preserveAspectRatio: "none" });
  const copy = /** @type {Element} */ (drawn.cloneNode(true));
  inline(drawn.querySelectorAll("path, rect"), copy.querySelectorAll("path, rect"));
  const isPrecise = document.documentElement.classList.contains("precise");
  if (!isPrecise) for (const target of copy.querySelectorAll(".target")) target.remove();
  copy.removeAttribute("style");
  for (const [name, value] of Object.entries(at)) copy.setAttribute(name, String(value));
  return copy;
}

/**
 * Write into copies how the originals look.
 * @param {NodeListOf<Element>} originals
 * @param {NodeListOf<SVGElement>} copies
 */
function inline(originals, copies) {
  originals.forEach((original, i) => {
    const looks = getComputedStyle(original);
    for (const name of DRAWN) copies[i].style.setProperty(name, looks.getPropertyValue(name));
  });
}

/**
 * A name, and how far the words go where that is shown too: each line of it as text.
 * @param {HTMLElement} label
 * @param {DOMRect} frame
 * @returns {SVGElement}
 */
function nameAsSvg(label, frame) {
  const group = svgElement("g", {});
  for (const part of [label, ...label.querySelectorAll(".number, .doubt")]) {
    const looks = getComputedStyle(part);
    for (const { words, left, bottom, width } of [...part.childNodes].flatMap(linesOf)) {
      const text = svgElement("text", {
        x: left - frame.left,
        y: bottom - frame.top - parseFloat(looks.fontSize) / 4,
        fill: looks.color,
        "font-family": "sans-serif",
        "font-size": looks.fontSize,
        "font-weight": looks.fontWeight,
        "font-style": looks.fontStyle,
        "letter-spacing": looks.letterSpacing,
        "paint-order": "stroke",
        stroke: part.matches(".number") ? looks.backgroundColor : looks.getPropertyValue("--halo"),
        "stroke-width": part.matches(".number") ? 9 : 3,
        "stroke-linejoin": "round",
        // Another machine may have wider letters.
        textLength: width,
        lengthAdjust: "spacingAndGlyphs",
      });
      text.textContent = words;
      group.append(text);
    }
  }
  return group;
}

/**
 * The lines in which a text stands on the page, each with its box; none of what is not text.
 * @param {Node} node
 * @returns {Array<{words: string, left: number, bottom: number, width: number}>}
 */
function linesOf(node) {
  /** @type {Array<{words: string, left: number, bottom: number, width: number}>} */
  const lines = [];
  if (!(node instanceof Text)) return lines;
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left, right, bottom, width } = range.getBoundingClientRect();
    const last = lines[lines.length - 1];
    if (!width) continue;
    if (last && Math.abs(last.bottom - bottom) < 2) Object.assign(last, { words: `${last.words} ${word}`, width: right - last.left });
    else lines.push({ words: word, left, bottom, width });
  }
  return lines;
}

/**
 * The view as a picture of twice as many pixels.
 * @returns {Promise<void>}
 */
export async function saveViewAsPng() {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(viewAsSvg())}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * picture.width;
  canvas.height = 2 * picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(`${story.id}.png`, blob));
}

// Making elements. Text only ever becomes text: nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element; children that are strings become text. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A link to elsewhere; only to the web, whatever the address says. */
function link(address, text) {
  const web = /^https?:\/\//.test(address);
  return el("a", web ? { href: address, rel: "noopener" } : {}, text);
}

/** Tell those who listen to the page what has changed. */
function announce(text) {
  document.getElementById("live").textContent = text;
}

function svgElement(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** A small picture of how a look is drawn. */
function swatch(look) {
  const svg = svgElement("svg", { class: "swatch", viewBox: "0 0 32 20", "aria-hidden": "true" });
  const shapes = {
    place: "M16 5a5 5 0 1 0 .01 0z",
    route: "M1 15Q16 1 31 8",
    country: "M3 3h26v14h-26z",
  };
  svg.append(svgElement("path", { class: `look-${look}`, d: shapes[look] ?? "M4 4h24v12h-24z" }));
  return svg;
}

const LONG = 10; // milliseconds
let sinceAnswer = performance.now();

/** Let the browser answer the reader, if it has not for a while, before going on. */
async function breathe() {
  if (performance.now() - sinceAnswer < LONG) return;
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(undefined);
  });
  sinceAnswer = performance.now();
}

/** Do what takes long once the reader has seen an answer. */
const afterPaint = (work) => requestAnimationFrame(() => setTimeout(work));

const prefersStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

// Making elements. Text only ever becomes text: nothing here reads HTML.

export const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element; children that are strings become text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/**
 * The first element that a selector finds, where it is bound to find one.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
export function the(selector, root = document) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`no ${selector} here`);
  return element;
}

/**
 * Whether what an event is about lies in something that a selector names.
 * @param {EventTarget | null} target
 * @param {string} selector
 * @returns {boolean}
 */
export const liesIn = (target, selector) => target instanceof Element && target.closest(selector) !== null;

/**
 * A link to elsewhere; only to the web, whatever the address says.
 * @param {string} address
 * @param {string} text
 * @returns {HTMLElement}
 */
export function link(address, text) {
  const web = /^https?:\/\//.test(address);
  return el("a", web ? { href: address, rel: "noopener" } : {}, text);
}

/**
 * What only those hear who listen to the page: which of many alike this is.
 * @param {string} text
 * @returns {HTMLElement}
 */
export const unseen = (text) => el("span", { class: "unseen" }, ` (${text})`);

/**
 * Scroll an element into sight, within this page alone: a page around it keeps its place.
 * @param {Element} element
 * @param {boolean} [toTop] whether it goes to the top wherever it is
 */
export function reveal(element, toTop = false) {
  const contents = the("#contents");
  const box = element.getBoundingClientRect();
  if (contents.contains(element) && getComputedStyle(contents).overflowY === "auto") {
    const { top, bottom } = contents.getBoundingClientRect();
    if (toTop || box.top < top || box.top > bottom - 96) contents.scrollTop += box.top - top - 16;
  } else if (box.top < 0 || box.bottom > innerHeight) {
    scrollBy(0, box.top);
  }
}

/**
 * Tell those who listen to the page what has changed.
 * @param {string} text
 */
export function announce(text) {
  the("#live").textContent = text;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svgElement(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

const LONG = 10; // milliseconds
let sinceAnswer = performance.now();

/**
 * Let the browser answer the reader, if it has not for a while, before going on.
 * @returns {Promise<void>}
 */
export async function breathe() {
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

/**
 * Do what takes long once the reader has seen an answer.
 * @param {() => void} work
 * @returns {number}
 */
export const afterPaint = (work) => requestAnimationFrame(() => setTimeout(work));

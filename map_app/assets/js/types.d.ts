// What the page holds, for the type checker alone; nothing of this reaches a reader.
// Positions are longitude, latitude in degrees; bounds are west, south, east, north.

type Language = "en" | "es";
type Voice = "article" | "quoted" | "official" | "context" | "derived";
type Precision = "place" | "country" | "region" | "schematic" | "unlocated";
type Look = "place" | "country" | "valley" | "zone-within" | "zone-beyond" | "corridor" | "route" | "circle";
type Position = [lng: number, lat: number];
type Bounds = [west: number, south: number, east: number, north: number];

/** The same words in each language. */
type Bilingual = Record<Language, string>;

/** The words of one language: by section and name, and by form or number where there are more. */
type Words = Record<string, Record<string, string | Record<string, string>>>;

/** What map_app/page/island.py writes into the page; a test holds that of the bundled story to this. */
interface Island {
  language: Language;
  languages: Record<Language, string>;
  words: Record<Language, Words>;
  /** The characters of packed lines, by value. */
  alphabet: string;
  /** In which order they are listed. */
  order: { precisions: Precision[]; voices: Voice[] };
  layout: Layout;
  /** The path, in 32 by 20 pixels, that shows a look in a legend. */
  swatches: Record<Look, string>;
  /** Every date that the page says, by what EDTF writes for it. */
  dates: Record<string, Day>;
  view: View;
  story: Story;
  features: Feature[];
  /** What else geo/records.py says of each feature, as it is carried off. */
  records: Record<string, Record<string, string | number | boolean | null>>;
  base: Ground;
  data: Dataset[];
  citation: { version: string; year: string };
  hashes: { story: string; atlas: string; code: string };
  /** The version of each library that the bytes depend on, by its name. */
  libraries: Record<string, string>;
  kickers: Bilingual;
  software: { leaflet: string };
}

/** Measures that the still lays out by too, in pixels, zooms and degrees. */
interface Layout {
  /** Between a name and what it names. */
  gap: number;
  /** How far from its anchor a name may stand. */
  reach: number;
  /** The zoom from which countries have their names. */
  namedFrom: number;
  /** The zoom beyond which relief is a blur. */
  closest: number;
  /** The latitude at which the square of Web Mercator ends. */
  edge: number;
  /** Room around what a view is to hold. */
  openingPadding: number;
  chapterPadding: number;
  narrowPadding: number;
}

/** A date, or the first of an interval, in years, and all of it in words. */
interface Day {
  at: number;
  words: Record<Language, string>;
}

interface View {
  /** The western edge of the map's window of 360°, in degrees. */
  west: number;
  opening: Bounds;
  /** The last zoom at which relief is more than a blur. */
  reliefUntil: number;
  /** That of a place, in pixels. */
  radius: number;
}

interface Feature {
  id: string;
  layer: string;
  look: Look;
  geometry: "point" | "line" | "area";
  precision: Precision;
  name: Bilingual;
  /** The ids of the claims that it rests on. */
  claims: string[];
  /** How it was drawn. */
  note: Bilingual;
  /** How far its shape goes, in a few words. */
  doubt: Bilingual;
  at: Position;
  bounds: Bounds;
  /** Packed, the faintest and widest first; an area holds all that is firmer. */
  bands: Array<{ strength: number; opacity: number; lines: string }>;
  decimals: number;
  /** All bands as one, packed; only where there are several. */
  outline?: string;
  label?: Bilingual;
  /** The lower, the sooner its name finds a place. */
  rank: number;
  /** The ids of the data sets that it was drawn from. */
  data: string[];
  /** The ids of the claims that give its position. */
  sources: string[];
}

/** What is under the story; areas and lines are packed. */
interface Ground {
  decimals: number;
  areas: Record<string, string>;
  lines: Record<string, string>;
  relief: Array<{ bounds: Bounds; image: string }>;
  labels: Place[];
}

/** A name on the ground. */
interface Place {
  name: Bilingual;
  at: Position;
}

interface Dataset {
  id: string;
  title: Bilingual;
  credit: string;
  licence: string;
}

/** geo/model.py says what each part means; what is at its default there is absent here. */
interface Story {
  id: string;
  /** The story's own first. */
  languages: Language[];
  title: Bilingual;
  standfirst: Bilingual;
  authors: string[];
  licence: { name: string; address: string };
  article: Article;
  layers: Array<{ id: string; name: Bilingual }>;
  claims: Record<string, Claim>;
  chapters: Chapter[];
  left_out?: Bilingual;
  unsaid: Bilingual[];
  corrections: Array<{ when: string; says: Bilingual }>;
}

interface Article {
  title: string;
  publisher: string;
  /** As EDTF writes dates. */
  published: string;
  address: string;
  language: Language;
  sha256: string;
}

interface Claim {
  voice: Voice;
  says: Bilingual;
  paragraph?: number;
  speaker?: Bilingual;
  quote?: string;
  /** How many words of the paragraph it rests on, a colon, and a hash of them. */
  anchor?: string;
  figures?: Figure[];
  when?: string;
  sources?: Source[];
  rests_on?: string[];
  later?: Bilingual;
  see?: string[];
}

interface Figure {
  unit: Bilingual;
  value?: number;
  /** The upper end of a range. */
  to?: number;
  qualifier?: Bilingual;
}

interface Source {
  address: string;
  publisher: string;
}

interface Chapter {
  id: string;
  title: Bilingual;
  text: Bilingual;
  features?: string[];
  claims: string[];
  /** What the view of its step holds; absent where it has no features. */
  frame?: Bounds;
  figure?: Timeline | Quotient | DotPlot;
}

interface Timeline {
  kind: "timeline";
  title: Bilingual;
  said: string[];
  later: string[];
}

interface Quotient {
  kind: "quotient";
  title: Bilingual;
  claim: string;
  scale: number;
  low: number;
  high: number;
  step: number;
  start: number;
  asks: Bilingual;
  says: Bilingual;
  caveat: Bilingual;
}

interface DotPlot {
  kind: "dots";
  title: Bilingual;
  claim: string;
  caveat: Bilingual;
}

// Records of our own.

/** What the braces of a text are filled with. */
type Values = Record<string, string | number | undefined>;

/** What an element is made with; a function answers the event that it is named after. */
type Attributes = Record<string, string | number | undefined | ((event: Event) => void)>;

type Child = Node | string;

/** What can have the focus. */
type Reachable = HTMLElement | SVGElement;

/** A name on the map; those of the ground have no feature. */
interface Label {
  marker: L.Marker;
  text: HTMLElement;
  at: L.LatLng;
  feature?: Feature;
  /** The lower, the more important. */
  rank: number;
}

/** A part of the map, in pixels. */
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How far to the right and down, in pixels. */
type Offset = [dx: number, dy: number];

/** What can be linked to and cited. */
type Linked = "chapter" | "feature" | "claim";

/** What a citation names, whatever its form. */
type Cited = Record<"authors" | "version" | "year" | "title" | "article" | "publisher" | "date", string>;

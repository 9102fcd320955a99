// Builds the front end into build/assets: styles, fonts, icons, scripts. Everything comes from node_modules and static/;
// the same sources give the same bytes, and no network is used.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import subsetFont from "subset-font";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = join(ROOT, "static");
const OUT = join(ROOT, "build", "assets");
const USWDS = join(ROOT, "node_modules", "@uswds", "uswds");
const SORTABLE = join(ROOT, "node_modules", "sortablejs");
const HTMX = join(ROOT, "node_modules", "htmx.org", "dist");

// The weights that pages use. The first file of each pair holds what English and Spanish need and is loaded first;
// browsers fetch the "-more" file only when a name or a word needs another letter.
const FONTS = {
  "public-sans-400": "public-sans/PublicSans-Regular",
  "public-sans-700": "public-sans/PublicSans-Bold",
  "merriweather-700": "merriweather/Latin-Merriweather-Bold",
};
const LATIN = [[0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2c6, 0x2c6], [0x2da, 0x2da], [0x2dc, 0x2dc],
  [0x2010, 0x2014], [0x2018, 0x201a], [0x201c, 0x201e], [0x2020, 0x2022], [0x2026, 0x2026], [0x2032, 0x2033],
  [0x2039, 0x203a], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212], [0x2713, 0x2713]];

function write(path, content) {
  const target = join(OUT, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function styles() {
  const options = { style: "compressed", loadPaths: [join(USWDS, "packages")], quietDeps: true, charset: false };
  for (const name of ["convene", "print"]) {
    const { css } = sass.compile(join(SOURCES, "css", `${name}.scss`), options);
    write(`css/${name}.css`, css);
    for (const [, path] of css.matchAll(/url\("?\.\.\/img\/([^")#?]+)"?\)/g)) {
      write(`img/${path}`, readFileSync(join(USWDS, "dist", "img", path)));
    }
  }
}

async function fonts() {
  const letters = LATIN.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))).join("");
  for (const [name, path] of Object.entries(FONTS)) {
    const whole = readFileSync(join(USWDS, "dist", "fonts", `${path}.ttf`));
    write(`fonts/${name}.woff2`, await subsetFont(whole, letters, { targetFormat: "woff2" }));
    write(`fonts/${name}-more.woff2`, readFileSync(join(USWDS, "dist", "fonts", `${path}.woff2`)));
  }
}

function icons() {
  const names = readFileSync(join(SOURCES, "img", "icons.txt"), "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const svg = readFileSync(join(USWDS, "dist", "img", "usa-icons", `${name}.svg`), "utf8");
    const box = /viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 24 24";
    const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
    return `<symbol id="${name}" viewBox="${box}">${drawing}</symbol>`;
  });
  write("img/sprite.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function scripts() {
  write("js/htmx.min.js", readFileSync(join(HTMX, "htmx.min.js")));
  const own = readFileSync(join(SOURCES, "js", "order.txt"), "utf8").split("\n").filter(Boolean);
  const parts = own.map((name) => `(() => {\n${readFileSync(join(SOURCES, "js", name), "utf8")}})();\n`);
  write("js/convene.js", `"use strict";\n${parts.join("")}`);
  // Only the page of an agenda loads it, with the modules of js/studio: its items are dragged with a mouse or a finger.
  write("js/sortable.min.js", readFileSync(join(SORTABLE, "Sortable.min.js")));
}

rmSync(OUT, { recursive: true, force: true });
styles();
await fonts();
icons();
scripts();
console.log("Front-end assets are in build/assets.");

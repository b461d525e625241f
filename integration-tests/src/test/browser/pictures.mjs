// Makes the pictures of the documents from a run of the demo: node pictures.mjs BROWSER DIRECTORY COMMAND [ARGUMENT ...]
// The command runs a stage with traffic, prints its page's address, and ends at Ctrl-C, as './millrace demo' does.
// Writes demo.svg (what it prints, in 20 s), stage.png and explain.png, and prints how long the page takes to appear.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [executablePath, directory, command, ...args] = process.argv.slice(2);
const PLAY_SECONDS = 20;
const END_SECONDS = 3;
const MOST_LINES = 18;
const LEAST_DRAWS = 3;
const COLUMNS = 112;
const PATIENCE = 120_000;
/** Lines with paths of this machine, and the streams that the lottery does not use. */
const LEFT_OUT = /: (added|set) | created stream (?!\S*-state-(Lottery|UserEvents|Draws|Rejected))/;

const demo = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
const ended = new Promise((resolve) => demo.on("close", resolve));
const begin = Date.now();
const lines = [];
let opened;
const address = new Promise((resolve, reject) => {
  opened = resolve;
  demo.on("close", () => reject(new Error(`${command} ended without the address of its page`)));
});
createInterface({ input: demo.stdout }).on("line", (text) => {
  const url = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(text);
  if (url) opened(url[0]);
  if (!LEFT_OUT.test(text)) lines.push({ millis: Date.now() - begin, text: text.replace(/#token=\S+/, "#token=…") });
});

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const url = await address;
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 580 }, colorScheme: "light" })).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await page.waitForSelector(".lane");
  const paint = await page.evaluate(() => ({
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    bytes: performance.getEntriesByType("resource").reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  }));
  console.log(`first contentful paint after ${Math.round(paint.firstPaint)} ms, ${Math.round(paint.bytes / 1000)} kB`);
  await page.locator(".port.active").first().waitFor();
  await page.waitForTimeout(5_000); // rates are those of some seconds
  await page.screenshot({ path: join(directory, "stage.png") });
  await page.evaluate(() => (location.hash = "#/explain"));
  await page.locator(".wait").getByRole("row").nth(1).waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(directory, "explain.png") });
  const patience = Date.now() + PATIENCE;
  while (lines.filter(({ text }) => / draw /.test(text)).length < LEAST_DRAWS && Date.now() < patience) {
    await page.waitForTimeout(200);
  }
  writeFileSync(join(directory, "demo.svg"), svg(lines.slice(0, MOST_LINES)));
} finally {
  await browser.close();
  demo.kill("SIGINT");
  await ended;
}

/** Each line appears when it was printed; the run takes as long as the picture does. Without motion, all are there. */
function svg(shown) {
  const last = shown.at(-1).millis;
  const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
  const share = (line) => ((100 * (PLAY_SECONDS - END_SECONDS)) / PLAY_SECONDS) * (line.millis / last);
  const frames = shown.map((line, i) => `@keyframes l${i}{0%{opacity:0}${share(line).toFixed(2)}%,100%{opacity:1}}`);
  const style = shown.map((_, i) => `.l${i}{animation:l${i} ${PLAY_SECONDS}s step-end infinite}`);
  const rows = shown.map((line, i) => `<text class="l${i}" x="16" y="${34 + 20 * i}">${escape(line.text.slice(0, COLUMNS))}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 980 ${36 + 20 * shown.length}" role="img" aria-label="A run of ./millrace demo, ${Math.round(last / 1000)} s in ${PLAY_SECONDS} s">
<style>text{font:14px ui-monospace,"DejaVu Sans Mono",monospace;fill:#e8eaed;white-space:pre}
@media (prefers-reduced-motion:no-preference){${frames.join("")}${style.join("")}}</style>
<rect width="100%" height="100%" rx="8" fill="#14171a"/>
${rows.join("\n")}
</svg>
`;
}

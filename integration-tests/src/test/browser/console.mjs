// Checks the page of a running stage of the lottery in Chromium, opened by its address or by the file that leads to it:
// node console.mjs BROWSER URL DIRECTORY-FOR-SCREENSHOTS FILE
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { data, openFixed } from "./fixed.mjs";
import { exact, indented, moment } from "../../../../console/src/main/web/format.js";
import { compared } from "./pictured.mjs";

const [executablePath, url, directory, file] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A busy machine is slower, never red. */
const PATIENCE = 120_000;
const REFERENCES = fileURLToPath(new URL("references", import.meta.url));
/** In pixels: a line of text and its space. */
const BLOCK = 20;
/** An end of line in JavaScript, though not in JSON. */
const LINE_SEPARATOR = "\u2028";
const VIEWS = ["", "records", "explain", "plots", "history"];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const mistakes = [];

async function open(address, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on("console", (message) => {
    // the browser logs the snapshot that is refused on purpose
    const isRefusal = message.location().url.endsWith("/api/snapshot");
    if (message.type() === "error" && !isRefusal) mistakes.push(message.text());
  });
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("request", (request) => {
    const isOwn = new URL(request.url()).origin === new URL(url).origin || request.url() === address;
    if (!isOwn && !request.url().startsWith("data:")) {
      mistakes.push(`loaded ${request.url()}`);
    }
  });
  await page.goto(address);
  await page.waitForSelector(".lane");
  return page;
}

async function go(page, view) {
  await page.evaluate((path) => (location.hash = `#/${path}`), view);
  await page.waitForSelector(`nav a[href="#/${view}"][aria-current=page]`);
}

/** Evaluated by the test, so that the page's policy does not forbid it; a rule that fails is a mistake. */
async function accessible(page, view) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  for (const violation of violations) {
    mistakes.push(`${view}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
  }
}

async function stage(page) {
  const lane = page.locator(".lane");
  assert.equal(await lane.count(), 1);
  await lane.getByText("RUNNING", { exact: true }).waitFor();
  for (const stream of ["lottery-events", "user-events", "draws", "rejected"]) {
    await lane.getByRole("link", { name: stream, exact: true }).waitFor();
  }
  await lane.getByText(/^3 with orchestration$/).waitFor();
  await lane.getByRole("button", { name: /Show \d+ operators/ }).click();
  // its state is known once there is a checkpoint, and a task's name is a link to Flink's UI
  await lane.getByRole("row", { name: /^Judge clicks judge-clicks .*B/ }).waitFor();
  const flink = await lane.getByRole("link", { name: /^Source: user-events/ }).getAttribute("href");
  assert.match(flink, /#\/job\/running\/[0-9a-f]{32}\/overview\/[0-9a-f]{32}\/detail$/);
  assert.equal((await fetch(flink.replace(/#\/job\/running\/(.*)\/overview\/(.*)\/detail/, "jobs/$1/vertices/$2"))).status, 200);
  await lane.getByText("2, 1 evaluated here").click();
  await lane.getByRole("listitem").filter({ hasText: /lottery-Restarts.*OK.*DIFF\(fullRestarts\) > 0/s }).waitFor();
  await lane.getByRole("listitem").filter({ hasText: /lottery-cpu.*not evaluated here.*cpuUtilization > 80/s }).waitFor();
}

async function records(page) {
  const text = `{"type":"UserBuyCouponEvent","userId":4711,"purchasedCoupons":1,"note":"by the${LINE_SEPARATOR}page","id":9007199254740993,"price":1.0}`;
  await page.goto(`${url.split("#")[0]}#/records?stream=user-events&from=start&path=$.userId&value=4711`);
  await page.getByText(/Put a record/).click();
  await page.getByText("read by lottery as user-events").waitFor();
  await page.getByLabel("data", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Put", exact: true }).click();
  await page.getByText(/written to/).waitFor();
  const found = page.locator(".records .record");
  await found.first().waitFor();
  assert.equal(await found.count(), 1, "only the record that the JSONPath leads to");
  await page.locator(".found").filter({ hasText: /^1 found of [\d,]+ read;/ }).waitFor(); // and no longer reading
  await found.getByRole("button").click();
  assert.ok((await page.locator("pre").innerText()).includes(`"note": "by the${LINE_SEPARATOR}page"`));
  assert.match(await page.locator("pre").innerText(), /"id": 9007199254740993,\s+"price": 1\.0/, "as it was put");
  assert.match(await page.locator(".details").innerText(), /shardId-|sequence number/);
}

/** A long record is cut, which the page says; what comes while it pauses is there afterwards. */
async function paused(page) {
  const put = async (data) => {
    await page.getByLabel("data", { exact: true }).fill(data);
    await page.getByRole("button", { name: "Put", exact: true }).click();
  };
  await page.goto(`${url.split("#")[0]}#/records?stream=rejected`);
  await page.locator(".found").filter({ hasText: /found of [\d,]+ read/ }).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText(/Put a record/).click();
  await put(`long ${"x".repeat(40_000)}`);
  await page.locator(".found").filter({ hasText: /^1 found of 1 read/ }).waitFor();
  assert.equal(await page.locator(".records .record").count(), 0, "the list does not move");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator(".records .record").getByRole("button").click();
  await page.getByText("Its first 32,768 of 40,005 bytes.").waitFor();
  await hidden(page, "/api/records", () => put("while hidden"));
  await page.locator(".found").filter({ hasText: /^2 found of 2 read/ }).waitFor();
  assert.equal(await page.locator(".records .record").count(), 2, "each once");
}

/** A screen reader says each change of a status. */
async function quiet(page) {
  const status = page.locator(".connection [role=status]");
  const clock = page.locator(".connection");
  const [before, shown] = [await status.innerText(), await clock.innerText()];
  await page.waitForFunction((text) => document.querySelector(".connection").innerText !== text, shown);
  assert.equal(await status.innerText(), before);
}

/** In a zone whose day is another than that of UTC. */
function formats() {
  process.env.TZ = "Europe/Berlin";
  assert.equal(moment(Date.UTC(2020, 0, 1, 23, 30)), "2020-01-02 00:30:00.000");
  const json = '{"id":9007199254740993,"big":1e400,"a":1,"a":[],"b":{"c":"\\"{, ","d":[1.0,{}]}}';
  assert.equal(indented(json).replace(/\n */g, "").replaceAll(": ", ":"), json, "nothing but spaces was added");
  assert.equal(indented('{"a":[1.0,{}],"b":"x"}'), '{\n  "a": [\n    1.0,\n    {}\n  ],\n  "b": "x"\n}');
  assert.deepEqual([0.5, 0.05, 80, 1_500_000].map(exact), ["0.5", "0.05", "80", "1,500,000"]);
}

/** Two records in an aggregate of the Kinesis Producer Library, which the test has put. */
async function aggregated(page) {
  const records = `${url.split("#")[0]}#/records?stream=user-events&from=start`;
  await page.goto(`${records}&text=from%20an%20aggregate`);
  const found = page.locator(".records .record");
  await found.nth(1).waitFor();
  assert.equal(await found.count(), 2, "each record of the aggregate");
  await found.first().getByRole("button").click();
  assert.match(await page.locator(".details").innerText(), /index in the aggregate\s+1\s+partition key\s+aggregated/i);
  assert.match(await page.locator("pre").innerText(), /"note": "from an aggregate"/);
  await page.goto(`${records}&text=from%20an%20aggregate&whole=1`);
  await page.getByText("an aggregate of 2 records").click();
  assert.equal(await found.count(), 1, "the aggregate as it is");
  assert.match(await page.locator("pre").innerText(), /^000000 {2}f3 89 9a c2 /);
}

async function rejected(page) {
  const bad = `not JSON ${Date.now()}`;
  await go(page, "records");
  await page.goto(`${url.split("#")[0]}#/records?stream=user-events`);
  await page.getByText(/Put a record/).click();
  await page.getByLabel("data", { exact: true }).fill(bad);
  await page.getByRole("button", { name: "Put", exact: true }).click();
  await page.getByText(/written to/).waitFor();
  await page.goto(`${url.split("#")[0]}#/records?stream=rejected&from=start&text=${encodeURIComponent(bad)}`);
  const found = page.locator(".records .record");
  await found.first().waitFor();
  await found.first().getByRole("button").first().click();
  await page.getByText("NOT_JSON").first().waitFor();
  await page.getByRole("button", { name: "Edit and put again" }).click();
  const field = page.locator("textarea");
  const patience = Date.now() + PATIENCE;
  while ((await field.inputValue()) !== bad && Date.now() < patience) await page.waitForTimeout(50);
  assert.equal(await field.inputValue(), bad);
}

async function explain(page) {
  await go(page, "explain");
  const wait = page.getByRole("article", { name: "Application lottery" });
  await wait.getByText(/event time/i).first().waitFor();
  await wait.getByRole("row").nth(1).waitFor();
}

/** A snapshot, and one of the same name, which the command line refuses in the same words. */
async function actions(page) {
  await go(page, "");
  const lane = page.locator(".lane");
  assert.equal(await lane.getByRole("button", { name: "Update" }).count(), 0, "the jar that runs is the newest");
  assert.equal(await lane.getByRole("button", { name: "Roll back" }).count(), 0, "there is no version to go back to");
  const dialog = page.getByRole("dialog");
  for (const outcome of [/snapshots\/by-the-page/, /already has a snapshot 'by-the-page'/]) {
    await lane.getByRole("button", { name: "Snapshot" }).click();
    await dialog.getByText(/takes a savepoint of lottery, which keeps running/).waitFor();
    await accessible(page, "dialog");
    await dialog.getByLabel("name").fill("by-the-page");
    await dialog.getByRole("button", { name: "Take a snapshot" }).click();
    await dialog.getByText(outcome).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
  }
  await lane.getByRole("button", { name: "Snapshot" }).click();
  await dialog.getByText(/takes a savepoint of lottery/).waitFor(); // before, the key goes to the page
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** What the actions and the start have left. */
async function history(page) {
  await go(page, "history");
  const events = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");
  for (const text of [/snapshot done.*lottery.*by-the-page/s, /snapshot failed.*already has/s, /start done.*RUNNING after/s]) {
    await events.filter({ hasText: text }).first().waitFor();
  }
  await page.getByRole("img", { name: /Time line of \d+ events/ }).waitFor();
  assert.equal(await page.locator(".mark").count(), await events.count(), "a mark for each event");
  await page.locator("select[name=kind]").selectOption("SNAPSHOT");
  await events.filter({ hasText: "start done" }).first().waitFor({ state: "detached" });
  assert.equal(await events.count(), 2);
}

async function keyboard(page) {
  await page.locator("body").press("3");
  await page.locator("body").press("Alt+Shift+Digit4");
  await page.waitForSelector('nav a[href="#/plots"][aria-current=page]');
  await page.waitForSelector(".plots canvas");
  await page.locator("body").press("Alt+Shift+Digit5");
  await page.waitForSelector('nav a[href="#/history"][aria-current=page]');
  await page.locator("body").press("Alt+Shift+Digit1");
  await page.waitForSelector(".lane");
}

/** A browser has six connections to a server: a tab that nobody sees must not keep one. */
async function hidden(page, path, meanwhile = () => {}) {
  const isEvents = (request) => new URL(request.url()).pathname === path;
  const show = (isHidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await Promise.all([page.waitForEvent("requestfailed", isEvents), show(true)]);
  await meanwhile();
  await Promise.all([page.waitForEvent("request", isEvents), show(false)]);
}

/** As after a restart of the stage: the address has another secret than the tab, and loads nothing, since it differs after its #. */
async function pasted(page) {
  await page.evaluate((address) => {
    sessionStorage.setItem("millrace-token", "of-a-former-start");
    location.href = address;
  }, url);
  await page.waitForFunction((secret) => sessionStorage.getItem("millrace-token") === secret, url.split("#token=")[1]);
  await page.waitForSelector(".lane");
}

/** Reads of a shard are limited to five a second for all its consumers: the page takes one, even while there is always news. */
async function busy() {
  const [address, secret] = url.split("/#token=");
  const headers = { "X-Millrace-Token": secret, "Content-Type": "application/json" };
  const begin = Date.now();
  const leave = new AbortController();
  const puts = (async () => {
    while (Date.now() - begin < 6_000) {
      const body = JSON.stringify({ stream: "rejected", text: "busy" });
      const { status } = await fetch(`${address}/api/put`, { method: "POST", headers, body });
      assert.equal(status, 200);
    }
    leave.abort();
  })();
  let events = 0;
  try {
    const response = await fetch(`${address}/api/records?stream=rejected&from=start`, { headers, signal: leave.signal });
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) events += chunk.split("event: records").length - 1;
  } catch (error) {
    if (!leave.signal.aborted) throw error;
  }
  await puts;
  const seconds = (Date.now() - begin) / 1000;
  assert.ok(events > 2, "the stream is followed");
  // what is old is read without a pause, in some reads
  assert.ok(events <= seconds + 4, `${events} reads in ${seconds} s`);
}

/** Each view with data that never changes, compared with a reference; MILLRACE_PICTURES=renew writes the references. */
async function pictures() {
  const renew = process.env.MILLRACE_PICTURES === "renew";
  const blank = await (await browser.newContext()).newPage();
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height] of [[1280, 900], [390, 1400]]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height }, timezoneId: "UTC", locale: "en-GB" });
      const page = await openFixed(context, url, data());
      for (const view of VIEWS) {
        await go(page, view);
        if (view === "") {
          await page.getByRole("button", { name: "Show 6 operators" }).click();
          await page.mouse.move(0, 0); // over nothing that would change
        }
        if (view === "plots") await page.waitForSelector(".plots canvas");
        if (view === "explain") await page.waitForSelector(".wait");
        if (view === "records") await page.waitForSelector(".record");
        const name = `${view || "stage"}-${colorScheme}-${width}.png`;
        const png = await page.screenshot({ path: join(directory, `fixed-${name}`), animations: "disabled" });
        const mistake = await compared(blank, png, Math.round(width / BLOCK), join(REFERENCES, name), renew);
        if (mistake) mistakes.push(`${mistake}; it is in ${directory}`);
      }
      await context.close();
    }
  }
}

try {
  formats();
  for (const [colorScheme, width] of [["light", 1280], ["dark", 390]]) {
    const page = await open(colorScheme === "light" ? pathToFileURL(file).href : url, { colorScheme, viewport: { width, height: 900 } });
    if (colorScheme === "light") {
      await stage(page);
      await records(page);
      await aggregated(page);
      await rejected(page);
      await explain(page);
      await actions(page);
      await history(page);
      await keyboard(page);
      await hidden(page, "/api/events");
      await paused(page);
      await quiet(page);
      await pasted(page);
    }
    for (const view of VIEWS) {
      await go(page, view);
      await page.waitForTimeout(100);
      const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= screen, `${view || "stage"} is ${wide} px wide on a screen of ${screen} px`);
      await accessible(page, `${view || "stage"}, ${colorScheme}`);
      await page.screenshot({ path: join(directory, `${view || "stage"}-${colorScheme}-${width}.png`) });
    }
    assert.ok(!page.url().includes("token"), "the address keeps no secret");
    await page.context().close();
  }
  await Promise.all([pictures(), busy()]);
  assert.deepEqual(mistakes, []);
} finally {
  await browser.close();
}

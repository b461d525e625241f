// Measures the page of a running stage: node measure.mjs BROWSER URL STREAM COMMAND [ARGUMENT ...]
// The command puts records, as './millrace local put' does, into STREAM, which no job should read. Start the stage with
// --limits off, and leave it idle otherwise.
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, url, stream, command, ...args] = process.argv.slice(2);
const RECORDS = Number(process.env.MILLRACE_RECORDS ?? 1_000_000);
const RATE = 10_000;
const FOLLOWED_SECONDS = 15;
const SAMPLED_SECONDS = 60;
const PATIENCE = 600_000;
const TICKS_PER_SECOND = 100;

const directory = mkdtempSync(join(tmpdir(), "measure"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const print = (what, figures) => console.log(`${what}: ${Object.entries(figures).map(([name, value]) => `${name} ${value}`).join(", ")}`);
const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function open(hash = "") {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await page.waitForSelector(".lane");
  if (hash) await page.goto(`${url.split("#")[0]}#/${hash}`);
  return page;
}

/** Frames and long tasks from now on; the function that is returned gives the figures. */
async function watched(page) {
  await page.evaluate(() => {
    window.frames_ = [];
    window.longest_ = 0;
    let last = performance.now();
    const frame = (now) => {
      window.frames_.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.longest_ = Math.max(window.longest_, task.duration);
    }).observe({ type: "longtask" });
  });
  return async () => {
    const [frames, longest] = await page.evaluate(() => [window.frames_, window.longest_]);
    frames.sort((a, b) => a - b);
    return {
      "longest task": `${Math.round(longest)} ms`,
      "longest frame": `${Math.round(frames.at(-1))} ms`,
      "99 % of frames within": `${Math.round(frames[Math.floor(0.99 * frames.length)])} ms`,
    };
  };
}

/** The time of the processor that a process has taken, in seconds. */
function processor(pid) {
  const fields = stat(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const memory = (pid) => `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1000)} MB`;

async function share(pids, seconds) {
  const before = pids.map(processor);
  await sleep(seconds);
  return pids.map((pid, index) => `${((100 * (processor(pid) - before[index])) / seconds).toFixed(1)} %`);
}

/** Puts the lines of a file, or of standard input. */
function putter(file) {
  const child = spawn(command, [...args, stream, file], { stdio: ["pipe", "ignore", "inherit"] });
  return { child, ended: once(child, "close") };
}

/** The processes that a process has started. */
function childrenOf(parent) {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && stat(pid)?.[1] === String(parent))
    .map(Number);
}

/** The fields after the name: state, parent, … */
function stat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  } catch {
    return undefined; // it has ended
  }
}

const name = (pid) => /io\.millrace\.([\w.]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, "utf8"))?.[1] ?? String(pid);

const line = (index) => `${JSON.stringify({ type: "UserClickEvent", userId: index, lotteryId: index % 100, timestamp: 1_795_960_000_000 + index })}\n`;

try {
  const first = await open();
  const paint = await first.evaluate(() => ({
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    bytes: performance.getEntriesByType("resource").reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    token: sessionStorage.getItem("millrace-token"),
  }));
  print("page", { "first contentful paint after": `${Math.round(paint.firstPaint)} ms`, weight: `${Math.round(paint.bytes / 1000)} kB` });
  const stage = await (await fetch(new URL("/api/stage", url), { headers: { "X-Millrace-Token": paint.token } })).json();
  const server = stage.processId;
  await sleep(5);
  const pids = [server, ...childrenOf(server)];
  const opened = await share(pids, SAMPLED_SECONDS);
  await first.context().close();
  await sleep(12); // the server notices at its next heartbeat
  const closed = await share(pids, SAMPLED_SECONDS);
  const figures = (shares) => Object.fromEntries(pids.map((pid, index) => [name(pid), shares[index]]));
  print("of a core with the page open", figures(opened));
  print("of a core with the page closed", figures(closed));

  const file = createWriteStream(join(directory, "records.json"));
  for (let index = 0; index < RECORDS; index += 1000) {
    const lines = Array.from({ length: Math.min(1000, RECORDS - index) }, (_, offset) => line(index + offset)).join("");
    if (!file.write(lines)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  const began = Date.now();
  await putter(file.path).ended;
  print("put", { records: RECORDS, in: `${Math.round((Date.now() - began) / 1000)} s` });

  const searching = await open();
  const searched = await watched(searching);
  const start = Date.now();
  const wanted = JSON.stringify({ userId: RECORDS - 1 }).slice(1, -1);
  await searching.evaluate(([of, text]) => (location.hash = `#/records?${new URLSearchParams({ stream: of, from: "start", text })}`), [stream, wanted]);
  await searching.waitForFunction(
    (least) => {
      const found = /of ([\d,]+) read(?!, reading)/.exec(document.querySelector(".found")?.textContent ?? "");
      return found && Number(found[1].replaceAll(",", "")) >= least;
    },
    RECORDS,
    { polling: 200 },
  );
  print("search", { records: RECORDS, in: `${((Date.now() - start) / 1000).toFixed(1)} s`, ...(await searched()), "stage's memory": memory(server) });
  await searching.context().close();

  const following = await open(`records?${new URLSearchParams({ stream })}`);
  await following.waitForSelector(".found");
  const followed = await watched(following);
  const live = putter("-");
  for (let tick = 0; tick < 10 * FOLLOWED_SECONDS; tick++) {
    live.child.stdin.write(Array.from({ length: RATE / 10 }, (_, offset) => line(tick * 1000 + offset)).join(""));
    await sleep(0.1);
  }
  live.child.stdin.end();
  await live.ended;
  const read = await following.locator(".found").innerText();
  print("follow", { "records a second": RATE, for: `${FOLLOWED_SECONDS} s`, ...(await followed()), page: `'${read.split("\n")[0]}'` });
} finally {
  await browser.close();
  rmSync(directory, { recursive: true });
}

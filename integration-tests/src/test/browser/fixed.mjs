// A page with data that never changes: what its server would answer is in this file.

/** Nobody's clock: all times of the data are before it. */
export const NOW = Date.UTC(2026, 10, 29, 12, 0, 0);
const HOUR = 3_600_000;

const operator = (name, uid, more = {}) => ({
  id: name,
  name,
  uid,
  recordsIn: 120_000,
  recordsOut: 119_500,
  recordsInPerSecond: 250,
  recordsOutPerSecond: 249.5,
  stateBytes: 0,
  watermarkMillis: NOW - 4_100,
  ...more,
});

const vertex = (id, name, operators, more = {}) => ({
  id,
  name,
  status: "RUNNING",
  parallelism: 2,
  recordsIn: 120_000,
  recordsOut: 119_500,
  bytesIn: 9_000_000,
  bytesOut: 8_000_000,
  recordsPerSecond: 250,
  busyPercent: 12,
  backPressuredPercent: 0,
  stateBytes: 1_250_000,
  watermarkMillis: NOW - 4_100,
  operators,
  ...more,
});

export function application(more = {}) {
  return {
    name: "shop-lottery",
    job: "lottery",
    version: 3,
    formerVersion: 2,
    runtime: "FLINK-1_20",
    parallelism: 2,
    kpus: 3,
    status: "RUNNING",
    webUi: "http://127.0.0.1:8081",
    jobId: "0123456789abcdef0123456789abcdef",
    uptimeMillis: 3_725_000,
    restarts: 1,
    failures: [{ atMillis: NOW - 1_800_000, cause: "IllegalStateException: the sink refuses records" }],
    checkpoints: { completed: 62, failed: 1, lastAtMillis: NOW - 20_000, lastDurationMillis: 412, lastBytes: 1_310_000 },
    busyPercent: 12,
    backPressuredPercent: 0,
    vertices: [
      vertex("a", "Source: user-events -> Users' time", [operator("Source: user-events", "user-events"), operator("Users' time", "user-events-time")]),
      vertex("b", "Judge clicks -> Partial draws", [operator("Judge clicks", "judge-clicks", { stateBytes: 1_200_000 }), operator("Partial draws", "partial-draws", { stateBytes: 50_000 })]),
      vertex("c", "Draw -> draws: Writer", [operator("Draw", "draw", { recordsOutPerSecond: 0.4 }), operator("draws: Writer", undefined, { stateBytes: undefined, watermarkMillis: undefined })]),
    ],
    ...more,
  };
}

const edge = (group, direction, more = {}) => ({
  application: "shop-lottery",
  stream: `shop-${group}`,
  group,
  direction,
  description: `records of ${group}, as JSON`,
  records: 120_000,
  recordsPerSecond: 250,
  bytesPerSecond: 18_400,
  ...more,
});

export function stage(more = {}) {
  return {
    atMillis: NOW,
    stage: "shop",
    phase: "RUNNING",
    processId: 4711,
    region: "eu-central-1",
    servers: { kinesis: "http://127.0.0.1:4567" },
    streams: ["user-events", "lottery-events", "draws", "rejected"].map((group) => ({
      name: `shop-${group}`,
      logicalId: group,
      backend: "kinesis",
      groups: [group],
    })),
    applications: [application()],
    edges: [
      edge("user-events", "IN", { lagMillis: 0, watermarkMillis: NOW - 4_100, behindMillis: 4_100 }),
      edge("lottery-events", "IN", { lagMillis: 0, watermarkMillis: NOW - 4_100, behindMillis: 4_100, recordsPerSecond: 0, bytesPerSecond: 0 }),
      edge("draws", "OUT", { recordsPerSecond: 0.4, bytesPerSecond: 90, watermarkMillis: NOW - 4_300, behindMillis: 4_300 }),
      edge("rejected", "OUT", { recordsPerSecond: 0, bytesPerSecond: 0 }),
    ],
    alarms: [
      { name: "lottery-restarts", application: "shop-lottery", metric: "DIFF(fullRestarts)", comparison: "GreaterThanThreshold", threshold: 0, periods: 1, periodMillis: 60_000, state: "ALARM", value: 1 },
      { name: "lottery-cpu", application: "shop-lottery", metric: "cpuUtilization", comparison: "GreaterThanThreshold", threshold: 80, periods: 3, periodMillis: 60_000 },
    ],
    ...more,
  };
}

const wave = (index, low, high) => low + (high - low) * (0.5 + 0.5 * Math.sin(index / 20));

function samples() {
  const atMillis = Array.from({ length: 360 }, (_, index) => NOW - (359 - index) * 10_000);
  const series = (low, high) => atMillis.map((_, index) => wave(index, low, high));
  return {
    atMillis,
    series: {
      "rate/shop-lottery/user-events": series(150, 350),
      "rate/shop-lottery/draws": series(0, 1),
      "lag/shop-lottery/user-events": series(0, 900),
      "delay/shop-lottery/user-events": series(3_900, 5_200),
      "latency/shop-lottery/draws": series(4_000, 5_600),
      "checkpoint/shop-lottery": series(1_100_000, 1_400_000),
      "busy/shop-lottery": series(5, 40),
    },
  };
}

const history = {
  stage: "shop",
  events: [
    { atMillis: NOW - 5 * HOUR, kind: "START", outcome: "DONE", text: "RUNNING after 11 s" },
    { atMillis: NOW - 4 * HOUR, kind: "SNAPSHOT", application: "shop-lottery", version: 1, outcome: "DONE", text: "before-the-update" },
    { atMillis: NOW - 3 * HOUR, kind: "UPDATE", application: "shop-lottery", version: 2, outcome: "DONE", text: "version 2 replaces version 1" },
    { atMillis: NOW - 2 * HOUR, kind: "UPDATE", application: "shop-lottery", version: 3, outcome: "FAILED", text: "version 3 was not healthy; version 2 resumes" },
    { atMillis: NOW - HOUR, kind: "SCALING", application: "shop-lottery", version: 3, outcome: "DONE", text: "parallelism 1 -> 2" },
    { atMillis: NOW - 1_800_000, kind: "RESTART", application: "shop-lottery", version: 3, outcome: "FAILED", text: "IllegalStateException: the sink refuses records" },
    { atMillis: NOW - 1_790_000, kind: "ALARM", application: "shop-lottery", outcome: "ALARM", text: "lottery-restarts" },
  ],
};

const explanation = {
  atMillis: NOW,
  stage: "shop",
  applications: [
    {
      application: "shop-lottery",
      job: "lottery",
      outputs: ["draws", "rejected"],
      rule: "IDLE_TIMEOUT",
      text: "event time is 11:59:55.900, 4.1 s behind the clock; shard shardId-000000000001 of user-events holds it",
      watermarkMillis: NOW - 4_100,
      behindMillis: 4_100,
      input: "user-events",
      stream: "shop-user-events",
      shard: "shardId-000000000001",
      lastMillis: NOW - 300,
      expectedMillis: NOW + 3_700,
      parts: { "events.out-of-orderness": 1_000, "events.idle-timeout": 2_000, "events.clock-skew": 1_000 },
      shards: [0, 1].map((shard) => ({
        input: "user-events",
        shard: `shop-user-events/shardId-00000000000${shard}`,
        state: "TIMED",
        watermarkMillis: NOW - 3_000 - shard * 1_100,
        newestMillis: NOW - 300 - shard * 1_500,
        readUntilMillis: NOW - 200,
      })),
    },
  ],
};

const record = (index, more = {}) => {
  const text = JSON.stringify({ type: "UserClickEvent", userId: 1000 + index, lotteryId: 17, timestamp: NOW - index * 1_000 });
  return { shard: "shardId-000000000000", sequenceNumber: `4966000000000000000000000000000000000000000000000000${index}`, partitionKey: `user-${1000 + index}`, arrivalMillis: NOW - index * 1_000, text, bytes: text.length, ...more };
};

const records = {
  scanned: 1_000_000,
  matched: 12,
  readUntilMillis: NOW,
  isAtEnd: true,
  records: [
    ...Array.from({ length: 10 }, (_, index) => record(11 - index)),
    record(1, { subSequenceNumber: 3 }),
    record(0, { text: "", base64: "84maws==", note: "begins like an aggregate of the Kinesis Producer Library, but the MD5 at its end is not that of its message" }),
  ],
};

/** What the server answers; each of it can be replaced. */
export const data = (more = {}) => ({ stage: stage(), samples: samples(), history, explanation, records, ...more });

/** Opens the page of an address with such data. Its clock stands still. */
export async function openFixed(context, url, answers) {
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.addInitScript((given) => {
    const event = (name, body) => `event: ${name}\ndata: ${JSON.stringify(body)}\n\n`;
    /** It stays open, as a stream of events does. */
    const stream = (text) =>
      new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(text)) }));
    window.fetch = async (path) => {
      const at = String(path).split("?")[0];
      if (at === "/api/events") {
        return stream(event("samples", given.samples) + event("history", given.history) + event("stage", given.stage));
      }
      if (at === "/api/records") return stream(event("records", given.records));
      return Response.json(given.explanation);
    };
  }, answers);
  await page.goto(url);
  await page.waitForSelector("main > *");
  return page;
}

// The record of an environment: the releases that it has had, and the deployment that is running or has failed. It is one line
// of JSON, in a file or in a parameter of Systems Manager.

/** How many releases a rollback can go back through. A parameter holds 4 KB. */
const KEPT = 10;

function parse(text) {
  try {
    return text ? JSON.parse(text) : { attempt: null, releases: [] };
  } catch {
    console.error(`deploy: the record must be JSON, got '${text}'; restore it, or delete it if nothing is deployed`);
    process.exit(1);
  }
}

const COMMANDS = {
  /** The last release that was deployed successfully; empty when there is none. */
  current: (record) => record.releases[0] ?? "",
  /** The release whose deployment is running or has failed; empty when there is none. */
  attempted: (record) => record.attempt ?? "",
  /** The target of a rollback: after one that failed its target, after another deployment that failed the current release,
   * otherwise the one before it. */
  previous: ({ attempt, releases }) => (releases.includes(attempt) ? attempt : releases[attempt ? 0 : 1]) ?? "",
  attempt: (record, digest) => JSON.stringify({ ...record, attempt: digest }),
  /** Deploying an earlier release again is a rollback to it: the releases after it leave the record. */
  done: (record, digest) => {
    const before = record.releases.includes(digest)
      ? record.releases.slice(record.releases.indexOf(digest) + 1)
      : record.releases;
    return JSON.stringify({ attempt: null, releases: [digest, ...before].slice(0, KEPT) });
  },
};

const [command, text, digest] = process.argv.slice(2);
console.log(COMMANDS[command](parse(text), digest));

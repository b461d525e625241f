// What the deploy scripts need to know about a cloud assembly: its stages, what they deploy, and whether its bytes are those
// that were sealed. In Node, which the CDK CLI needs anyway.
import { createHash } from "node:crypto";
import { cpSync, existsSync, lstatSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const RELEASE = "release.json";

const json = (file) => JSON.parse(readFileSync(file, "utf8"));
const sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** Path to SHA-256 of every file in the directory except the seal. Links are refused, because their targets are not sealed. */
function digests(directory) {
  const files = {};
  const walk = (folder) => {
    for (const entry of readdirSync(folder).sort()) {
      const path = join(folder, entry);
      const kind = lstatSync(path);
      if (kind.isDirectory()) {
        walk(path);
      } else if (!kind.isFile()) {
        throw new Error(`an assembly must have files and folders only, got '${path}'; synthesise it again`);
      } else if (path !== join(directory, RELEASE)) {
        files[relative(directory, path)] = sha256(readFileSync(path));
      }
    }
  };
  walk(directory);
  return Object.fromEntries(Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The digest of all files: that of the lines which `sha256sum` prints, sorted by the code units of their paths. */
function overall(files) {
  return sha256(
    Object.entries(files)
      .map(([path, digest]) => `${digest}  ${path}\n`)
      .join(""),
  );
}

export function seal(directory, version, commit) {
  const files = digests(directory);
  const release = { digest: overall(files), version, commit, files };
  writeFileSync(join(directory, RELEASE), JSON.stringify(release, null, 2) + "\n");
  return release;
}

export function release(directory) {
  const file = join(directory, RELEASE);
  if (!existsSync(file)) {
    throw new Error(`an assembly must be sealed, '${directory}' has no ${RELEASE}; run deploy/assemble`);
  }
  return json(file);
}

/** A line for each difference between the directory and what was sealed. */
export function differences(directory, expected) {
  const sealed = release(directory);
  const found = digests(directory);
  const lines = [];
  for (const path of Object.keys({ ...sealed.files, ...found }).sort()) {
    if (!(path in found)) {
      lines.push(`missing: ${path}`);
    } else if (!(path in sealed.files)) {
      lines.push(`not in the release: ${path}`);
    } else if (found[path] !== sealed.files[path]) {
      lines.push(`changed: ${path}`);
    }
  }
  if (overall(sealed.files) !== sealed.digest) {
    lines.push(`changed: ${RELEASE}, whose digest ${sealed.digest} is not that of the files it lists`);
  }
  if (expected && sealed.digest !== expected) {
    lines.push(`the digest must be ${expected}, got ${sealed.digest}`);
  }
  return lines;
}

/** Stacks by the name of their stage, in the order of the manifest; under '' those without a stage, which no environment gets. */
export function stacksByStage(assembly) {
  const found = new Map();
  const visit = (directory, stage) => {
    for (const artifact of Object.values(json(join(directory, "manifest.json")).artifacts ?? {})) {
      if (artifact.type === "cdk:cloud-assembly") {
        visit(join(directory, artifact.properties.directoryName), stage ?? artifact.properties.displayName);
      } else if (artifact.type === "aws:cloudformation:stack") {
        const region = artifact.environment.split("/").pop();
        found.set(stage ?? "", [
          ...(found.get(stage ?? "") ?? []),
          {
            id: artifact.displayName,
            name: artifact.properties.stackName,
            region: region === "unknown-region" ? "" : region,
            template: join(directory, artifact.properties.templateFile),
            tags: artifact.properties.tags ?? {},
          },
        ]);
      }
    }
  };
  visit(resolve(assembly));
  return found;
}

/** The stages of the assembly, in its order. */
export const stages = (assembly) => [...stacksByStage(assembly).keys()].filter((stage) => stage !== "");

export function stacks(assembly, stage) {
  const all = stacksByStage(assembly);
  if (!stage || !all.has(stage)) {
    throw new Error(`the environment must be a stage of the assembly: ${stages(assembly).join(" or ")}, got '${stage}'`);
  }
  return all.get(stage);
}

/** The Flink applications of a stage: the key of each one's jar, and the stack output that has its name. */
export function applications(assembly, stage) {
  return stacks(assembly, stage).flatMap((stack) => {
    const template = json(stack.template);
    return Object.entries(template.Resources ?? {})
      .filter(([, resource]) => resource.Type === "AWS::KinesisAnalyticsV2::Application")
      .map(([id, { Properties: properties }]) => ({
        stack,
        id,
        output: Object.entries(template.Outputs ?? {}).find(([, { Value: value }]) => value?.Ref === id)?.[0],
        key: properties.ApplicationConfiguration.ApplicationCodeConfiguration.CodeContent.S3ContentLocation.FileKey,
      }));
  });
}

const sorted = (value) => {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return value !== null && typeof value === "object"
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
    : value;
};

/** Whether two JSON values are equal, whatever the order of their members. */
export const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** A template as CloudFormation returns it: with a question mark for every character outside of ASCII. */
const asReturned = (template) => JSON.parse(JSON.stringify(template).replace(/[\u{80}-\u{10ffff}]/gu, "?"));

/** Where a deployed template differs from the assembly's: `Resources/Draws` and the like. */
function templateDifferences(file, deployedFile) {
  const [expected, deployed] = [file, deployedFile].map((each) => asReturned(json(each)));
  return Object.keys({ ...expected, ...deployed }).flatMap((section) => {
    const [one, other] = [expected[section] ?? {}, deployed[section] ?? {}];
    return typeof one === "object" && typeof other === "object"
      ? Object.keys({ ...one, ...other })
          .filter((id) => !same(one[id], other[id]))
          .map((id) => `${section}/${id}`)
      : same(one, other) ? [] : [section];
  });
}

const exportsOf = (template) =>
  Object.values(template.Outputs ?? {})
    .map(({ Export: published }) => published && JSON.stringify(sorted(published.Name)))
    .filter(Boolean);

const lacksExports = (next, deployed) => exportsOf(deployed).some((name) => !exportsOf(next).includes(name));

/** The next template with whatever only the deployed one has: an update to it takes nothing from the stacks that import. */
export function widened(next, deployed) {
  const sections = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"].filter((name) => name in next || name in deployed);
  return { ...next, ...Object.fromEntries(sections.map((name) => [name, { ...deployed[name], ...next[name] }])) };
}

/**
 * Makes a copy of the assembly in which each stack of the stage that would drop an export has its widened template. Returns
 * the names of these stacks; without any there is no copy.
 *
 * @param deployed a folder with the deployed templates, `<stack>.json` each
 */
export function widen(assembly, stage, deployed, copy) {
  const found = stacks(assembly, stage)
    .map((stack) => ({ ...stack, deployed: join(deployed, `${stack.name}.json`) }))
    .filter((stack) => existsSync(stack.deployed) && lacksExports(json(stack.template), json(stack.deployed)));
  if (found.length > 0) {
    cpSync(assembly, copy, { recursive: true });
    rmSync(join(copy, RELEASE), { force: true });
  }
  for (const stack of found) {
    replaceTemplate(join(copy, relative(resolve(assembly), stack.template)), widened(json(stack.template), json(stack.deployed)));
  }
  return found.map(({ name }) => name);
}

/** Writes a template, and its new hash wherever the old one stands: the CLI uploads a template under its hash, once. */
function replaceTemplate(file, template) {
  const before = sha256(readFileSync(file));
  writeFileSync(file, JSON.stringify(template, null, 1));
  const after = sha256(readFileSync(file));
  for (const name of readdirSync(dirname(file)).filter((name) => name === "manifest.json" || name.endsWith(".assets.json"))) {
    const other = join(dirname(file), name);
    writeFileSync(other, readFileSync(other, "utf8").replaceAll(before, after));
  }
}

/** What the names of a stage's stacks begin with, up to a hyphen. */
export function prefix(assembly, stage) {
  const [first, ...others] = stacks(assembly, stage).map(({ name }) => name);
  let length = first.length;
  while (!others.every((name) => name.startsWith(first.slice(0, length)))) {
    length -= 1;
  }
  return first.slice(0, first.slice(0, length).lastIndexOf("-") + 1);
}

/** Gives a complete folder its final name, unless another process was first: `mv` would move it into that one's folder. */
function settle(folder, name) {
  try {
    renameSync(folder, name);
  } catch (error) {
    rmSync(folder, { recursive: true });
    if (!existsSync(name)) {
      throw error;
    }
  }
  return [];
}

const table = (rows) => rows.map((row) => row.join("\t"));

const COMMANDS = {
  seal: (directory, version, commit) => [seal(directory, version, commit).digest],
  show: (directory, ...fields) => fields.map((field) => release(directory)[field]),
  check: differences,
  settle,
  stages,
  stacks: (assembly, stage) => table(stacks(assembly, stage).map((stack) => [stack.name, stack.id, stack.template, stack.region])),
  applications: (assembly, stage) =>
    table(applications(assembly, stage).map((each) => [each.stack.name, each.id, each.key, each.output])),
  compare: templateDifferences,
  /** The same for a stack that keeps what a stack outside the release uses. */
  "compare-kept": (file, deployedFile) => {
    const [expected, deployed] = [file, deployedFile].map((each) => asReturned(json(each)));
    return same(widened(expected, deployed), deployed) ? [] : templateDifferences(file, deployedFile);
  },
  widen,
  /** What the names of a stage's stacks begin with, which may be nothing, then these names. */
  names: (assembly, stage) => [prefix(assembly, stage), ...stacks(assembly, stage).map(({ name }) => name)],
};

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [command, ...values] = process.argv.slice(2);
  try {
    for (const line of COMMANDS[command](...values)) {
      console.log(line);
    }
  } catch (error) {
    console.error(`deploy: ${error.message}`);
    process.exit(1);
  }
}

